import { sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Patch } from '../fields/document.ts'

const patronRoleType = '200'

/** A proxy acts for another user who has the Patron role, once (features H3). Throws `invalid_values`. */
export async function refuseProxies(
  ctx: Context,
  { userId, patch }: { userId: number; patch: Patch },
): Promise<void> {
  const wanted = Object.entries(patch).flatMap(([path, value]) =>
    path.startsWith('proxy/') && value !== null
      ? [{ path, patronId: (value as { patron_id: number }).patron_id }]
      : [],
  )
  if (wanted.length === 0) return
  const { institutionId } = ctx.institution
  const ids = wanted.map(one => one.patronId)
  const gone = Object.keys(patch).filter(path => path.startsWith('proxy/'))
  const { rows } = await sql<{ patron_id: number; is_patron: boolean; is_there: boolean }>`
    select u.user_id as patron_id,
      exists (select from user_role r where r.institution_id = u.institution_id and r.user_id = u.user_id
        and r.role_type = ${patronRoleType} and r.status = 'ACTIVE') as is_patron,
      exists (select from user_proxy p where p.institution_id = u.institution_id and p.user_id = ${userId}
        and p.patron_id = u.user_id and 'proxy/' || p.element_id <> all (${gone}::text[])) as is_there
    from user_account u
    where u.institution_id = ${institutionId} and u.user_id = any (${ids}::bigint[])`.execute(ctx.db)
  const patrons = new Map(rows.map(row => [row.patron_id, row]))
  const ruleFor = (patronId: number, index: number): string | undefined => {
    const patron = patrons.get(patronId)
    if (patronId === userId) return 'proxy_of_oneself'
    if (!patron) return 'unknown_user'
    if (patron.is_there || ids.indexOf(patronId) < index) return 'proxy_already'
    return patron.is_patron ? undefined : 'not_a_patron'
  }
  const problems = wanted.flatMap(({ path, patronId }, index): FieldProblem[] => {
    const rule = ruleFor(patronId, index)
    return rule ? [{ field: `${path}/patron_id`, rule }] : []
  })
  if (problems.length > 0) throw appError('invalid_values', { problems })
}
