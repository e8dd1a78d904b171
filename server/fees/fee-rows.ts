import { type RawBuilder, sql } from 'kysely'
import { type Fee, type FeeStatus, feeTables } from '../../contract/fees.ts'
import type { Context } from '../context.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import { centsOf, decimalOf } from './money.ts'
import { refusalsOf, waivableCents, waivesAsCredit } from './refusals.ts'

/** A fee with what its type says and what of it was waived so far. */
export type FeeRow = {
  fee_id: number
  user_id: number
  fee_type: string
  status: FeeStatus
  created_at: Date
  status_at: Date
  comment: string | null
  owner: string | null
  title: string | null
  item_barcode: string | null
  original_amount: string
  balance: string
  original_vat: string
  vat_balance: string
  bursar_transaction_id: string | null
  loan_id: number | null
  is_owed: boolean
  is_waiveable: boolean
  is_lost_item: boolean
  waived: string
  waive_reasons: string[]
}

/** The fees of a user that the actor may see, as far as `where` holds; to be ordered. */
export const selectFees = (ctx: Context, userId: number, where: RawBuilder<unknown>): RawBuilder<FeeRow> =>
  selectAnyFees(ctx, sql`${ofUser(ctx, userId)} and ${where}`)

/** The fees `f` that meet a condition, which also says whose they are and what the actor may see. */
export function selectAnyFees(ctx: Context, where: RawBuilder<unknown>): RawBuilder<FeeRow> {
  return sql<FeeRow>`
    select f.fee_id, f.user_id, f.fee_type, f.status, f.created_at, f.status_at, f.comment, f.owner, f.title,
      f.item_barcode, f.original_amount, f.balance, f.original_vat, f.vat_balance, f.bursar_transaction_id, f.loan_id,
      ${isOwed(ctx.institution)} as is_owed,
      coalesce((t.details ->> 'waiveable')::boolean, false) as is_waiveable,
      coalesce((t.details ->> 'lost_item')::boolean, false) as is_lost_item, w.waived, w.waive_reasons
    from fee f
    left join code_value t on t.institution_id = f.institution_id and t.table_name = ${feeTables.type}
      and t.code = f.fee_type
    cross join lateral (
      -- a restoration with a reason takes the waiver of a purge or deletion back
      select coalesce(sum(case kind when 'WAIVE' then amount when 'RESTORE' then -amount end)
          filter (where reason is not null), 0)::numeric(14, 2) as waived,
        coalesce(array_agg(distinct reason) filter (where kind = 'WAIVE' and reason is not null), '{}') as waive_reasons
      from fee_transaction x where x.institution_id = f.institution_id and x.fee_id = f.fee_id) w
    where ${where}`
}

/** Condition on `f`: a fee of the user that the actor may see (features T1). */
export const ofUser = (ctx: Context, userId: number): RawBuilder<boolean> =>
  sql`${isSeen(ctx)} and f.user_id = ${userId}`

/** Condition on `f`: a fee of the institution that the actor may see. */
export const isSeen = (ctx: Context): RawBuilder<boolean> =>
  sql`f.institution_id = ${ctx.institution.institutionId} and ${seenOwner(sql`f.owner`, librariesSeen(ctx))}`

export type FeeFilter = { status?: FeeStatus | 'ALL'; owner?: string }

/** Condition on `f`: active fees unless another status is asked for, of any owner unless one is. */
export function filteredBy(ctx: Context, { status = 'ACTIVE', owner }: FeeFilter): RawBuilder<boolean> {
  const isOfOwner =
    owner === undefined ? sql`true` : sql`f.owner is not distinct from ${ownerOf(ctx, owner)}::text`
  return sql`${status === 'ALL' ? sql`true` : sql`f.status = ${status}`} and ${isOfOwner}`
}

/** The institution owns what has no owner; in requests it has its code. */
export const ownerOf = (ctx: Context, owner: string | undefined): string | null =>
  owner === undefined || owner === '' || owner === ctx.institution.code ? null : owner

export function wireFee(row: FeeRow): Fee {
  return {
    feeId: row.fee_id,
    type: row.fee_type,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    statusAt: row.status_at.toISOString(),
    originalAmount: row.original_amount,
    balance: row.balance,
    originalVat: row.original_vat,
    vatBalance: row.vat_balance,
    hasLoan: row.loan_id !== null,
    waiveReasons: row.waive_reasons,
    waivable: decimalOf(waivableCents(row)),
    waivesAsCredit: waivesAsCredit(row),
    refusals: refusalsOf(row),
    ...given('comment', row.comment),
    ...given('owner', row.owner),
    ...given('title', row.title),
    ...given('itemBarcode', row.item_barcode),
    ...given('bursarTransactionId', row.bursar_transaction_id),
  }
}

/** An entry, or none when there is no value. */
export const given = <K extends string>(name: K, value: string | null | undefined): { [P in K]?: string } =>
  (value === null || value === undefined ? {} : { [name]: value }) as { [P in K]?: string }

/** Fees that are owed to the library, in hundredths; credits are below 0. */
export const balanceOf = (row: FeeRow) => centsOf(row.balance)
