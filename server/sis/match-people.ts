import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import type { FeedScope } from './plan-batch.ts'
import type { Person } from './plan-people.ts'

/** The user whom a record means; `is_planned`: an earlier record of this feed meant the same. */
export type Match = { user_id: number; account_type: string; external_id: string | null; is_planned: boolean }

/** Matches by primary identifier, or by the profile's identifier type; records without that identifier match nobody. */
export async function matchPeople(
  ctx: Context,
  scope: FeedScope,
  people: Person[],
): Promise<Map<number, Match>> {
  const { institutionId } = ctx.institution
  const { matchIdType } = scope.profile
  const key = identifierKey(institutionId, { value: sql`k.key`, isPrimary: matchIdType === 'PRIMARY' })
  const keys = people.map(person => ({ position: person.position, key: keyOf(person, scope) }))
  const { rows } = await sql<Match & { position: number }>`
    select k.position, u.user_id, u.account_type, u.external_id,
      exists (select from task_outcome o where o.institution_id = u.institution_id and o.user_id = u.user_id
        and o.task_id = ${scope.taskId}) as is_planned
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(position integer, key text)
    join user_identifier i on i.institution_id = ${institutionId} and i.value_key = ${key}
      and i.id_type = ${matchIdType}
    join user_account u on u.institution_id = i.institution_id and u.user_id = i.user_id`.execute(ctx.db)
  return new Map(rows.map(({ position, ...match }) => [position, match]))
}

function keyOf({ user }: Person, { profile }: FeedScope): string | null {
  if (profile.matchIdType === 'PRIMARY') return user.fields['primary_id']?.toString() ?? null
  for (const [path, element] of Object.entries(user.elements)) {
    const { id_type, value } = element as { id_type?: string; value?: string }
    if (path.startsWith('identifier/') && id_type === profile.matchIdType) return value!
  }
  return null
}
