import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { ownedBy, visibleTo } from '../filters/scope.ts'

/** Locks one's own set until the end of the transaction. `not_found` if one may not see it, `forbidden` if it is another's. */
export async function lockOwnSet(ctx: Context, setId: number): Promise<{ kind: 'itemised' | 'logical' }> {
  const { rows } = await sql<{ kind: 'itemised' | 'logical'; is_own: boolean }>`
    select kind, ${ownedBy(ctx)} as is_own from user_set
    where institution_id = ${ctx.institution.institutionId} and set_id = ${setId} and ${visibleTo(ctx)}
    for update`.execute(ctx.db)
  const [row] = rows
  if (!row) throw appError('not_found', { entity: 'set', id: setId })
  if (!row.is_own) throw appError('forbidden', { entity: 'set', id: setId })
  return { kind: row.kind }
}
