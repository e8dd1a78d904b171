import { sql } from 'kysely'
import type { Context } from '../context.ts'

export type SeenElement = { user_id: number; revision: number; fingerprint: string }

/**
 * Remembers the feed element that brought nothing new, so that the next one with the same bytes costs one hash. Only
 * if the record is still the one that was compared. Nothing that people see changes: no history, no revision.
 */
export async function rememberFingerprints(ctx: Context, seen: SeenElement[]): Promise<void> {
  if (seen.length === 0) return
  await sql`update user_account u set sis_fingerprint = s.fingerprint
    from unnest(${seen.map(one => one.user_id)}::bigint[], ${seen.map(one => one.revision)}::integer[],
      ${seen.map(one => one.fingerprint)}::uuid[]) as s(user_id, revision, fingerprint)
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = s.user_id
      and u.revision = s.revision`.execute(ctx.db)
}
