import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/row-types.gen.ts'

/** What a new institution starts with: everybody but contacts gets the Patron role (features M3). */
export async function installDefaultRules(db: Kysely<Database>, institutionId: number): Promise<void> {
  const content = { roles: [{ role_type: '200', status: 'ACTIVE' }] }
  await sql`insert into role_profile (institution_id, code, name, content)
    values (${institutionId}, 'PATRON', 'Patron', ${JSON.stringify(content)}::jsonb)
    on conflict on constraint role_profile__pk do nothing`.execute(db)
  await sql`insert into assignment_rule (institution_id, kind, position, name, conditions, chosen)
    select ${institutionId}, 'roles', 1, 'Default', '{}', array['PATRON']
    where not exists (select from assignment_rule where institution_id = ${institutionId})`.execute(db)
}
