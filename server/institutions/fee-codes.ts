import type { CodeRow } from './code-tables.ts'

/** `owner`: who may charge it; ANY: the institution unless a library is named. */
type FeeType = { manual: boolean; owner: 'INSTITUTION' | 'LIBRARY' | 'ANY'; lost_item?: true }

const ofLibrary: FeeType = { manual: false, owner: 'LIBRARY' }
const byHand: FeeType = { manual: true, owner: 'INSTITUTION' }
/** Programs charge these in the name of libraries (facts: alma-api §2.12). */
const ofAnybody: FeeType = { manual: true, owner: 'ANY' }

/** `manual`: may be added by hand. All can be waived, and have no `vat_percent`, until the institution says otherwise. */
const feeType = (code: string, label: string, details: FeeType): CodeRow => ({
  code,
  label,
  details: { waiveable: true, ...details },
})

const codes = (labels: Record<string, string>): CodeRow[] =>
  Object.entries(labels).map(([code, label]) => ({ code, label }))

/** Code tables of fines and fees, under Alma's names and with its codes (facts: alma-behaviour §7). */
export const feeCodeTables = {
  'HFrUserFinesFees.fineFeeType': [
    feeType('OVERDUEFINE', 'Overdue fine', ofLibrary),
    feeType('RECALLEDOVERDUEFINE', 'Recalled overdue fine', ofLibrary),
    feeType('LOSTITEMREPLACEMENTFEE', 'Lost item replacement fee', {
      ...ofLibrary,
      manual: true,
      lost_item: true,
    }),
    feeType('LOSTITEMPROCESSFEE', 'Lost item process fee', { ...ofLibrary, lost_item: true }),
    feeType('DAMAGEDITEMFINE', 'Damaged item fine', { ...ofLibrary, manual: true }),
    feeType('RENEWFEE', 'Renew fee', ofLibrary),
    feeType('LIBRARYCARDREPLACEMENT', 'Library card replacement', byHand),
    feeType('CREDIT', 'Credit', ofAnybody),
    feeType('OTHER', 'Other', ofAnybody),
  ],
  'HFrUserFinesFees.fineFeeStatus': codes({
    ACTIVE: 'Active',
    INDISPUTE: 'In dispute',
    EXPORTED: 'Transferred',
    WAIVED: 'Waived',
    CLOSED: 'Closed',
  }),
  FineFeeTransactionReason: codes({
    STAFF_ERROR: 'Library error',
    GOODWILL: 'Goodwill',
    HARDSHIP: 'Hardship or illness',
    ITEM_FOUND: 'Item found',
    BELOW_THRESHOLD: 'Amount not worth collecting',
  }),
  PaymentMethod: codes({ CASH: 'Cash', CREDIT_CARD: 'Credit card', ONLINE: 'Online' }),
} satisfies Record<string, CodeRow[]>
