import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { type AppError, appError } from '../errors.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import type { Json } from '../fields/document.ts'

/** The refusal for an editor who read an older revision: what the others saved since, newest value per path. */
export async function conflictSince(
  ctx: Context,
  { userId, revision }: { userId: number; revision: number },
  editorsRevision: number,
): Promise<AppError> {
  const { rows } = await sql<{ path: string; value: Json; actor: string; at: Date }>`
    select distinct on (n.key) n.key as path, n.value, c.actor_name as actor, h.at
    from user_history h
    join change_set c on c.institution_id = h.institution_id and c.change_set_id = h.change_set_id
    cross join lateral jsonb_each(h.new) n
    where h.institution_id = ${ctx.institution.institutionId} and h.user_id = ${userId}
      and h.revision > ${editorsRevision}
    order by n.key, h.revision desc`.execute(ctx.db)
  const changes = rows
    .filter(row => fieldNamed(row.path)?.section !== 'internal')
    .map(({ path, value, actor, at }) => ({
      path,
      actor,
      at,
      ...(fieldNamed(path)?.sensitive ? {} : { value }),
    }))
  return appError('conflict', { revision, changes })
}
