import { sql } from 'kysely'
import { openChangeSet } from '../changes/change-set.ts'
import { createUsers, newUserIds } from '../changes/create-users.ts'
import type { Context } from '../context.ts'
import { administratorRole } from '../fields/administrators.ts'
import { completeElement, completeRecord, momentText } from '../fields/complete.ts'

export type NewAdministrator = { primaryId: string; firstName: string; lastName: string }

/** Writes the user whom the set-up creates, and gives the id. Throws the database's error when the name is taken. */
export async function createFirstAdministrator(ctx: Context, person: NewAdministrator): Promise<number> {
  const [userId] = await newUserIds(ctx, 1)
  const document = completeRecord({
    primary_id: person.primaryId,
    first_name: person.firstName,
    last_name: person.lastName,
    record_type: 'STAFF',
    account_type: 'INTERNAL',
    password_changed_at: momentText(ctx.now()),
    'role/setup': completeElement('role', {
      role_type: administratorRole,
      created_at: momentText(ctx.now()),
    }),
  })
  const changeSet = await openChangeSet(ctx, { source: 'setup' })
  await createUsers(ctx, changeSet, {
    rows: sql`select ${userId}::bigint as user_id, ${JSON.stringify(document)}::jsonb as document,
      null::uuid as fingerprint`,
    kinds: ['role'],
  })
  return userId!
}
