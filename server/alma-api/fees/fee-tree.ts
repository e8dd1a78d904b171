import {
  type FeeStatus,
  type FeeTransaction,
  type FeeTransactionKind,
  feeTables,
} from '../../../contract/fees.ts'
import { type AlmaTree, coded } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import type { LedgerFee } from '../../fees/read-ledger.ts'
import type { Call } from '../call.ts'
import { timeText } from '../time-text.ts'
import { readWords, type Words } from '../words.ts'

/** Code tables that fees are told with; owners are among the scopes of roles: the institution and its libraries. */
const tables = [...Object.values(feeTables), 'RoleScopes', 'Libraries']

/** Makes fees of Alma out of ours. Without a user, who was removed, there is no address. */
export type FeeTeller = (fee: LedgerFee, primaryId: string | undefined) => AlmaTree

export async function feeTeller(ctx: Context, { linkTo }: Pick<Call, 'linkTo'>): Promise<FeeTeller> {
  const words = await readWords(ctx, tables)
  const word = (table: keyof typeof feeTables, code: string) =>
    coded(code, words.label(feeTables[table], code))
  return (fee, primaryId) => {
    const user = primaryId === undefined ? null : linkTo(`/users/${encodeURIComponent(primaryId)}`)
    const status = statusOf(fee.status)
    const owner = fee.owner ?? ctx.institution.code
    return {
      id: String(fee.feeId),
      type: word('type', fee.type),
      status: word('status', status),
      user_primary_id: user === null ? null : { value: primaryId!, link: user },
      balance: numberOf(fee.balance),
      remaining_vat_amount: numberOf(fee.vatBalance),
      original_amount: numberOf(fee.originalAmount),
      original_vat_amount: numberOf(fee.originalVat),
      creation_time: timeText(fee.createdAt),
      status_time: timeText(fee.statusAt),
      comment: fee.comment ?? null,
      owner: coded(owner, words.label('RoleScopes', owner)),
      title: fee.title ?? null,
      barcode: barcode(fee.itemBarcode, linkTo),
      ...transactions(fee.transactions, words),
      ...(fee.bursarTransactionId === undefined ? {} : { bursar_transaction_id: fee.bursarTransactionId }),
      link: user === null ? null : `${user}/fees/${fee.feeId}`,
    }
  }
}

/** Two decimals and at most twelve digits before them: the number that JSON reads back as the same amount. */
export const numberOf = (decimal: string): number => Number(decimal)

/** Alma has no status for what was waived. */
const statusOf = (status: FeeStatus): FeeStatus => (status === 'WAIVED' ? 'CLOSED' : status)

const barcode = (code: string | undefined, linkTo: Call['linkTo']): AlmaTree | null =>
  code === undefined ? null : { value: code, link: linkTo(`/items?item_barcode=${encodeURIComponent(code)}`) }

/** What Alma tells of: neither how a fee came about, nor that somebody linked it to an item. */
export const transactionTypes = {
  PAYMENT: 'Payment',
  WAIVE: 'Waive',
  DISPUTE: 'Dispute',
  RESTORE: 'Restore',
  TRANSFER: 'Transfer',
} as const satisfies Partial<Record<FeeTransactionKind, string>>

const typeWords: Partial<Record<FeeTransactionKind, string>> = transactionTypes

/** Without any, the list is not there at all. */
function transactions(all: readonly FeeTransaction[], words: Words): AlmaTree {
  const told = all.flatMap(one => {
    const kind = typeWords[one.kind]
    return kind === undefined ? [] : [transaction(one, kind, words)]
  })
  return told.length === 0 ? {} : { transaction: told }
}

function transaction(one: FeeTransaction, kind: string, words: Words): AlmaTree {
  const { reason, method } = one
  return {
    transaction_id: String(one.transactionId),
    type: coded(one.kind, kind),
    amount: numberOf(one.amount),
    vat_amount: numberOf(one.vatAmount),
    ...(reason === undefined ? {} : { reason: coded(reason, words.label(feeTables.reason, reason)) }),
    ...(one.comment === undefined ? {} : { comment: one.comment }),
    created_by: one.createdBy,
    ...(one.externalTransactionId === undefined
      ? {}
      : { external_transaction_id: one.externalTransactionId }),
    transaction_time: timeText(one.createdAt),
    received_by: receivedBy(one.desk, words),
    ...(method === undefined ? {} : { payment_method: coded(method, words.label(feeTables.method, method)) }),
  }
}

/** The name of the desk, not its code, and of its library. Programs stand at none. */
function receivedBy(desk: string | undefined, words: Words): AlmaTree {
  if (desk === undefined) return coded('Not at desk', '')
  const library = words.detail(feeTables.desk, desk, 'library')
  return coded(
    words.label(feeTables.desk, desk) || desk,
    library === undefined ? '' : words.label('Libraries', library),
  )
}
