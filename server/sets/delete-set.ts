import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { visibleTo } from '../filters/scope.ts'
import { lockOwnSet } from './own-set.ts'

/** Deletes one's own set; never its members. Refused while a logical set is built on it. */
export async function deleteSet(ctx: Context, setId: number): Promise<void> {
  requirePermission(ctx, 'sets.manage')
  const { institutionId } = ctx.institution
  await lockOwnSet(ctx, setId)
  const inUse = await sql<{ name: string; is_visible: boolean }>`
    select name, ${visibleTo(ctx)} as is_visible from user_set where institution_id = ${institutionId}
      and jsonb_path_exists(filter, '$.**.set ? (@ == $id)', jsonb_build_object('id', ${setId}::bigint))
    order by is_visible desc, name limit 1`.execute(ctx.db)
  const user = inUse.rows[0]
  if (user) throw appError('set_in_use', user.is_visible ? { set: user.name } : {})
  await sql`delete from user_set where institution_id = ${institutionId} and set_id = ${setId}`.execute(
    ctx.db,
  )
}
