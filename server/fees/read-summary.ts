import { sql } from 'kysely'
import type { FeeSummary } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import { requireUser } from '../fields/require-user.ts'
import { accruedFine } from './accrued-fine.ts'
import { type FeeFilter, filteredBy, ofUser } from './fee-rows.ts'

type Sums = Pick<
  FeeSummary,
  'active' | 'disputed' | 'transferred' | 'filtered' | 'filteredDisputed' | 'count'
>

/** With more of them nothing is computed (seed 002, accrued fines). */
const mostOverdueLoans = 100

/** The balances of one user, of all fees and of those that match the filter (features G1). */
export async function readFeeSummary(
  ctx: Context,
  { userId, ...filter }: FeeFilter & { userId: number },
): Promise<FeeSummary> {
  requirePermission(ctx, 'fees.view')
  const isListed = filteredBy(ctx, filter)
  const sum = (where: ReturnType<typeof sql>) =>
    sql`coalesce(sum(f.balance) filter (where ${where}), 0)::numeric(14, 2)::text`
  const { rows } = await sql<Sums>`
    select ${sum(isOwed(ctx.institution))} as active, ${sum(sql`f.status = 'INDISPUTE'`)} as disputed,
      ${sum(sql`f.status = 'EXPORTED'`)} as transferred,
      ${sum(sql`f.status <> 'INDISPUTE' and ${isListed}`)} as filtered,
      ${sum(sql`f.status = 'INDISPUTE' and ${isListed}`)} as "filteredDisputed",
      count(*) filter (where ${isListed}) as count
    from fee f where ${ofUser(ctx, userId)}`.execute(ctx.db)
  if (rows[0]!.count === 0) await requireUser(ctx, userId)
  return {
    ...rows[0]!,
    ...(await accruedFines(ctx, userId)),
    waivingLimit: ctx.institution.settings.waivingFeesLimit,
  }
}

/** What overdue loans have cost by today, by the institution's calendar; owed only when they come back. */
async function accruedFines(
  ctx: Context,
  userId: number,
): Promise<Pick<FeeSummary, 'accrued' | 'overdueLoans'>> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ accrued: string; overdue: number }>`
    select count(*) as overdue, coalesce(sum(${accruedFine(ctx, sql`l`)}), 0)::numeric(14, 2)::text as accrued
    from loan l join user_account u on u.institution_id = l.institution_id and u.user_id = l.user_id
    where l.institution_id = ${institutionId} and l.user_id = ${userId} and l.returned_at is null
      and l.due_at < ${ctx.now()} and ${seenOwner(sql`l.library`, librariesSeen(ctx))}`.execute(ctx.db)
  const { overdue, accrued } = rows[0]!
  return { overdueLoans: overdue, ...(overdue > mostOverdueLoans ? {} : { accrued }) }
}
