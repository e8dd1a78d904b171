import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import { findPartner } from '../../registration/elsewhere.ts'
import { keyOf, storable, usersNamed } from '../find-user.ts'

/** Somebody of another institution: by an identifier there, or by the id under which its people are linked. */
export type SourceUser = { institution: string; id: string }

/**
 * The account here that was copied from that of a partner; `no_partner` if the institution is none, `undefined` if nobody
 * was copied. What the partner knows beside the link is not told.
 */
export async function findCopy(
  ctx: Context,
  { institution, id }: SourceUser,
): Promise<number | 'no_partner' | undefined> {
  const partner = await findPartner(ctx, institution)
  if (partner === undefined) return 'no_partner'
  const { rows } = await sql<{ user_id: number }>`
    select u.user_id from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.source_institution_code = ${institution}
      and u.source_link_id in (select ${storable(id)}::text union all
        select n.user_id::text from (${usersNamed(partner.institution_id, [keyOf({ id, type: 'all_unique' })])}) n)
    order by u.user_id limit 1`.execute(ctx.db)
  return rows[0]?.user_id
}
