import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import type { Patch } from '../fields/document.ts'
import { openChangeSet } from './change-set.ts'
import { patchRelation } from './patches.ts'
import { writePatches } from './write-patches.ts'

const field = 'last_patron_activity_date'

/**
 * Whether dates of activities are kept (seed 002, last patron activity date); they are switched neither on nor off before
 * the transaction of `ctx.db` ends. To be asked before users are locked: whoever switches them off waits here, and then
 * writes users.
 */
export async function keepsActivity(ctx: Context): Promise<boolean> {
  const { rows } = await sql<{ is_on: boolean }>`
    select coalesce((settings ->> 'recordLastPatronActivity')::boolean, false) as is_on from institution
    where institution_id = ${ctx.institution.institutionId} for key share`.execute(ctx.db)
  return rows[0]!.is_on
}

/** What somebody's record says who was active today. */
export const activityPatch = (ctx: Context): Patch => ({
  [field]: dateIn(ctx.institution.timeZone, ctx.now()),
})

/** Notes that these users were active today. `isKept` is the answer of `keepsActivity` in this transaction. */
export async function noteActivity(
  ctx: Context,
  { userIds, isKept }: { userIds: readonly number[]; isKept: boolean },
): Promise<void> {
  if (!isKept || userIds.length === 0) return
  const patch = activityPatch(ctx)
  const patches = patchRelation(userIds.map(userId => ({ userId, patch })))
  await writePatches(ctx, await openChangeSet(ctx, { source: 'system' }), patches)
}

/**
 * Deletes all dates of activities, from the records and from their history: nothing else remembers them (ADR 6). Rows of
 * the history stay, because revisions are counted. The caller holds the institution as `keepsActivity` says.
 */
export async function forgetActivity(ctx: Context, among?: readonly number[]): Promise<void> {
  const users = sql`institution_id = ${ctx.institution.institutionId}
    and ${among ? sql`user_id = any (${sql.val(among)}::bigint[])` : sql`true`}`
  await sql`update user_account set last_patron_activity_date = null
    where ${users} and last_patron_activity_date is not null`.execute(ctx.db)
  await sql`update user_history set old = old - ${sql.lit(field)}, new = new - ${sql.lit(field)}
    where ${users} and (new ? ${sql.lit(field)} or old ? ${sql.lit(field)})`.execute(ctx.db)
}
