import { sql } from 'kysely'
import type { UserName } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { listName } from '../fields/name-display.ts'

/** Names of the users with these ids, separated by commas; whoever is not there is left out. */
export async function readUserNames(ctx: Context, { ids }: { ids: string }): Promise<{ items: UserName[] }> {
  requirePermission(ctx, 'users.view')
  const userIds = ids.split(',').map(Number)
  const { rows } = await sql<UserName>`
    select u.user_id as "userId", u.primary_id as "primaryId", ${listName(ctx)} as name
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])
    order by u.user_id`.execute(ctx.db)
  return { items: rows }
}
