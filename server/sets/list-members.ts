import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { countMatching, matching } from '../filters/select-users.ts'

export type Member = { primaryId: string; fullName: string }

/** One page of whoever is in the set now, in the order in which they came into the institution, and how many there are. */
export async function listMembers(
  ctx: Context,
  { setId, limit, offset }: { setId: number; limit: number; offset: number },
): Promise<{ members: Member[]; total: number }> {
  requirePermission(ctx, 'sets.view')
  const where = await matching(ctx, { set: setId })
  const { rows } = await sql<Member>`
    select u.primary_id as "primaryId", concat_ws(' ', u.first_name, u.middle_name, u.last_name) as "fullName"
    from user_account u where ${where} order by u.user_id limit ${limit} offset ${offset}`.execute(ctx.db)
  return { members: rows, total: await countMatching(ctx, { set: setId }) }
}
