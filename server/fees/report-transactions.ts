import { type RawBuilder, sql } from 'kysely'
import { type FeeTransactionKind, feeTables } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { type FeeRow, isSeen, ownerOf, selectAnyFees } from './fee-rows.ts'
import { type LedgerFee, withTransactions } from './read-ledger.ts'

/** From the first moment of a day to the last of another, where the institution is; desks have a library. */
export type ReportInput = {
  from: string
  to: string
  kinds: readonly FeeTransactionKind[]
  owner?: string | undefined
  library?: string | undefined
  desk?: string | undefined
  limit: number
  offset: number
}

/** Without a user: the person was removed. */
export type ReportedFee = LedgerFee & { primaryId?: string }

type Report = { total: number; balance: string; fees: ReportedFee[] }

/** Fees of everybody with transactions of some days, those alone, oldest fee first; `balance` is that of all of them. */
export async function reportTransactions(ctx: Context, input: ReportInput): Promise<Report> {
  requirePermission(ctx, 'fees.view')
  const isReported = transactionsOf(ctx, input)
  const isOfOwner =
    input.owner === undefined
      ? sql`true`
      : sql`f.owner is not distinct from ${ownerOf(ctx, input.owner)}::text`
  const where = sql`${isSeen(ctx)} and ${isOfOwner} and f.fee_id in (
    select x.fee_id from fee_transaction x where x.institution_id = ${ctx.institution.institutionId} and ${isReported})`
  const sums = await sql<{ total: number; balance: string }>`
    select count(*) as total, coalesce(sum(f.balance), 0)::numeric(16, 2)::text as balance from fee f where ${where}`.execute(
    ctx.db,
  )
  const { rows } = await sql<FeeRow>`${selectAnyFees(ctx, where)}
    order by f.created_at, f.fee_id limit ${input.limit} offset ${input.offset}`.execute(ctx.db)
  const names = await readPrimaryIds(ctx, rows)
  const fees = (await withTransactions(ctx, rows, isReported)).map((fee, index) => {
    const primaryId = names.get(rows[index]!.user_id)
    return { ...fee, ...(primaryId === undefined ? {} : { primaryId }) }
  })
  return { ...sums.rows[0]!, fees }
}

function transactionsOf(ctx: Context, { from, to, kinds, library, desk }: ReportInput): RawBuilder<boolean> {
  const { institutionId, timeZone } = ctx.institution
  const midnight = (date: RawBuilder<unknown>) => sql`(${date})::timestamp at time zone ${timeZone}`
  const isOfLibrary =
    library === undefined
      ? sql`true`
      : sql`exists (select from code_value d where d.institution_id = ${institutionId}
          and d.table_name = ${feeTables.desk} and d.code = x.desk and d.details ->> 'library' = ${library})`
  return sql`x.kind = any (${sql.val(kinds)}::text[]) and x.created_at >= ${midnight(sql`${from}::date`)}
    and x.created_at < ${midnight(sql`${to}::date + 1`)} and ${isOfLibrary}
    and ${desk === undefined ? sql`true` : sql`x.desk = ${desk}`}`
}

async function readPrimaryIds(ctx: Context, rows: readonly FeeRow[]): Promise<Map<number, string>> {
  const userIds = rows.map(row => row.user_id)
  const found = await sql<{
    user_id: number
    primary_id: string
  }>`select user_id, primary_id from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = any (${sql.val(userIds)}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(found.rows.map(row => [row.user_id, row.primary_id]))
}
