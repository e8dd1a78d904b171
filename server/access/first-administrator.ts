import { sql } from 'kysely'
import type { Context } from '../context.ts'

export type NewAdministrator = { primaryId: string; firstName: string; lastName: string }

/** User Administrator. */
const administratorRole = '50'

/** Writes the user whom the set-up creates, and gives the id. Throws the database's error when the name is taken. */
export async function createFirstAdministrator(ctx: Context, person: NewAdministrator): Promise<number> {
  const { institutionId } = ctx.institution
  const now = ctx.now()
  const { rows } = await sql<{ user_id: number }>`
    with account as (
      insert into user_account (institution_id, primary_id, record_type, account_type, status, first_name, last_name,
        preferred_language, created_by, created_at, updated_by, updated_at)
      values (${institutionId}, ${person.primaryId}, 'STAFF', 'INTERNAL', 'ACTIVE', ${person.firstName},
        ${person.lastName}, 'en', 'setup', ${now}, 'setup', ${now})
      returning user_id),
    identifier as (
      insert into user_identifier (institution_id, user_id, element_id, id_type, value, value_key)
      select ${institutionId}, user_id, 'primary', 'PRIMARY', ${person.primaryId}, lower(${person.primaryId})
      from account),
    role as (
      insert into user_role (institution_id, user_id, element_id, role_type, created_by, created_at)
      select ${institutionId}, user_id, 'setup', ${administratorRole}, 'setup', ${now} from account)
    select user_id from account`.execute(ctx.db)
  return rows[0]!.user_id
}
