import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'

/** What of a user letters speak about: what is owed as far as the sender sees it, as a decimal text, and the PIN. */
export async function readStanding(
  ctx: Context,
  userId: number,
): Promise<{ balance: string; pin: string | null }> {
  const { rows } = await sql<{ balance: string; pin: string | null }>`
    select u.pin_number as pin, (select coalesce(sum(balance), 0)::text from fee f
      where f.institution_id = u.institution_id and f.user_id = u.user_id and ${isOwed(ctx.institution)}
        and ${seenOwner(sql.ref('f.owner'), librariesSeen(ctx))}) as balance
    from user_account u where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw appError('not_found', { entity: 'user', id: userId })
  return rows[0]
}
