import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

/** Throws `not_found` unless there is such a user; for lists that would else be empty for somebody who is not there. */
export async function requireUser(ctx: Context, userId: number): Promise<void> {
  const { rows } = await sql`select 1 from user_account
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(ctx.db)
  if (rows.length === 0) throw appError('not_found', { entity: 'user', id: userId })
}
