import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { type AppError, appError } from '../errors.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import type { Json } from '../fields/document.ts'
import { isUnseen, librariesSeen } from '../fields/owned.ts'
import { withoutSecrets } from '../fields/secrets.ts'

/**
 * The refusal for an editor who read an older revision: what the others saved since, newest value per path. Undefined when
 * nothing changed that an editor could have seen: the date of the last activity, what the student system sent.
 */
export async function conflictSince(
  ctx: Context,
  { userId, revision }: { userId: number; revision: number },
  editorsRevision: number,
): Promise<AppError | undefined> {
  if (revision === editorsRevision) return undefined
  const { rows } = await sql<{ path: string; value: Json; actor: string; at: Date; acts: number }>`
    with since as materialized (select h.revision, h.new, h.at, c.actor_name from user_history h
      join change_set c on c.institution_id = h.institution_id and c.change_set_id = h.change_set_id
      where h.institution_id = ${ctx.institution.institutionId} and h.user_id = ${userId}
        and h.revision > ${editorsRevision})
    select distinct on (n.key) n.key as path, n.value, s.actor_name as actor, s.at,
      (select count(*) from since)::integer as acts
    from since s cross join lateral jsonb_each(s.new) n
    order by n.key, s.revision desc`.execute(ctx.db)
  const libraries = librariesSeen(ctx)
  const changes = rows
    .filter(row => isEditors(row.path) && !isUnseen(row.path, row.value, libraries))
    .map(wireChange)
  // Old history may have been deleted since the editor began: then nobody can say what changed.
  const isAllKnown = rows[0]?.acts === revision - editorsRevision
  return changes.length === 0 && isAllKnown ? undefined : appError('conflict', { revision, changes })
}

function isEditors(path: string): boolean {
  const field = fieldNamed(path)
  return field?.section !== 'internal' && !field?.unrecorded
}

function wireChange({ path, value, actor, at }: { path: string; value: Json; actor: string; at: Date }) {
  return {
    path,
    actor,
    at,
    ...(fieldNamed(path)?.sensitive ? {} : { value: withoutSecrets(path, value) }),
  }
}
