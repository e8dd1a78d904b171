import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/** Deletes one's own set; never its members. Refused while a logical set is built on it. */
export async function deleteSet(ctx: Context, setId: number): Promise<void> {
  requirePermission(ctx, 'sets.manage')
  const { institutionId } = ctx.institution
  const userId = ctx.actor.kind === 'staff' ? ctx.actor.userId : null
  const users = await sql<{ name: string }>`select name from user_set where institution_id = ${institutionId}
    and jsonb_path_exists(filter, '$.**.set ? (@ == $id)', jsonb_build_object('id', ${setId}::bigint))`.execute(
    ctx.db,
  )
  if (users.rows[0]) throw appError('set_in_use', { set: users.rows[0].name })
  const { rows } =
    await sql`delete from user_set where institution_id = ${institutionId} and set_id = ${setId}
    and created_by_user_id = ${userId} returning set_id`.execute(ctx.db)
  if (rows.length === 0) throw appError('not_found', { entity: 'set', id: setId })
}
