import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import type { LoanRow } from '../../circulation/page-loans.ts'
import type { Context } from '../../context.ts'
import { timeText } from '../time-text.ts'
import { readWords, type Words } from '../words.ts'

export const placeTables = ['CircDesks', 'Libraries']

/** Loans as Alma tells them (facts: alma-api §2.8). Whether one is renewable is null where nobody asked. */
export async function loanTrees(
  ctx: Context,
  loans: readonly LoanRow[],
  renewable?: ReadonlySet<number>,
): Promise<AlmaTree[]> {
  if (loans.length === 0) return []
  const words = await readWords(ctx, placeTables)
  return loans.map(loan => loanTree(loan, words, renewable?.has(loan.loan_id) ?? null))
}

function loanTree(loan: LoanRow, words: Words, renewable: boolean | null): AlmaTree {
  const place = (table: string, code: string | null) => coded(code, code ? words.label(table, code) : '')
  return {
    loan_id: String(loan.loan_id),
    circ_desk: place('CircDesks', loan.desk),
    ...(loan.return_desk === null ? {} : { return_circ_desk: place('CircDesks', loan.return_desk) }),
    library: place('Libraries', loan.library),
    user_id: loan.primary_id,
    item_barcode: loan.item_barcode,
    due_date: timeText(loan.due_at),
    loan_status: loan.returned_at === null ? 'ACTIVE' : 'COMPLETE',
    loan_date: timeText(loan.loaned_at),
    ...(loan.returned_at === null ? {} : { return_date: timeText(loan.returned_at) }),
    process_status: loan.process_status,
    ...itemOf(loan),
    loan_fine: Number(loan.fine),
    renewable,
    ...renewalOf(loan),
  }
}

/** Two of the codes have other names for their words; there is only one word for each. */
const itemOf = (loan: LoanRow): AlmaTree => ({
  mms_id: loan.mms_id,
  holding_id: loan.holding_id,
  item_id: loan.item_id === null ? null : String(loan.item_id),
  title: loan.title,
  author: loan.author,
  description: loan.description,
  publication_year: null,
  location_code: { value: loan.location, name: loan.location },
  item_policy: { value: loan.policy, description: loan.policy },
  call_number: loan.call_number,
})

/** The code of a renewal that worked is the one that was recorded. */
const renewalOf = ({ renewed_at }: LoanRow): AlmaTree =>
  renewed_at === null
    ? { last_renew_status: coded(null, '') }
    : {
        last_renew_date: timeText(renewed_at),
        last_renew_status: coded('401193;', 'Renewed Successfully'),
      }
