import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { patronRoleTypes } from '../fields/derived-fields.ts'
import { browserName, shortAddress, type Visitor } from './visitor.ts'

type SignInEvent = { userId: number; isSuccessful: boolean; visitor?: Visitor }

/** Notes that somebody of the staff signed in, or failed to; of patrons nothing is noted. */
export async function noteSignIn(
  ctx: Context,
  { userId, isSuccessful, visitor }: SignInEvent,
): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`insert into sign_in_event (institution_id, at, user_id, is_successful, address, browser)
    select ${institutionId}, ${ctx.now()}, ${userId}, ${isSuccessful}, ${visitor ? shortAddress(visitor.address) : null},
      ${visitor ? browserName(visitor.browser) : null}
    where exists (select from user_role where institution_id = ${institutionId} and user_id = ${userId}
      and role_type <> all (${sql.val([...patronRoleTypes])}::text[]))`.execute(ctx.db)
}

const keptMonths = 12

/** Deletes what is older than a year. */
export async function deleteOldSignIns(ctx: Context): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`delete from sign_in_event where institution_id = ${institutionId}
    and at < ${ctx.now()}::timestamptz - make_interval(months => ${keptMonths})`.execute(ctx.db)
}
