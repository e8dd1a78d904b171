import { type RawBuilder, sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { readTogether } from '../db/read-together.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import type { Call } from './call.ts'
import { type AlmaRefusal, refuse } from './refusal.ts'

export type FoundUser = { userId: number; primaryId: string }

/** What the path says, and the type that `user_id_type` names. */
export type WantedUser = { id: string; type: string }

const allTypes = 'all_unique'
/** Names by which programs ask for the primary identifier alone. */
const primaryNames = ['primary_id', 'PRIMARYIDENTIFIER', 'PRIMARY']

/**
 * The user whom `{user_id}` of the path means: whoever has it as an active identifier, of any type or of the enabled type
 * that `user_id_type` names. Case matters as the institution says, and never in primary identifiers. Throws 401861, or
 * 401890 if a type was given; nobody has an identifier of a type that there is not (facts: alma-api §2).
 */
export async function findUser(ctx: Context, call: Call): Promise<FoundUser> {
  requirePermission(ctx, 'users.view')
  const wanted = wantedUser(call)
  const found = await findTogether(ctx, keyOf(wanted))
  if (!found) throw notFound(wanted)
  return found
}

export const wantedUser = ({ params, query }: Call): WantedUser => ({
  id: params['user_id'] ?? '',
  type: query.text('user_id_type') ?? allTypes,
})

export const notFound = ({ id, type }: WantedUser): AlmaRefusal =>
  type === allTypes ? refuse('401861', { id }) : refuse('401890', { id, type })

/** One text for those who read people by their identifiers together. */
export const keyOf = ({ id, type }: WantedUser): string => JSON.stringify([type, id])

const findTogether = readTogether(
  async (ctx: Pick<Context, 'db' | 'institution'>, keys: readonly string[]) => {
    const { institutionId } = ctx.institution
    const { rows } = await sql<{ key: string; user_id: number; primary_id: string }>`
      select n.key, u.user_id, u.primary_id from (${usersNamed(institutionId, keys)}) n
      join user_account u on u.institution_id = ${institutionId} and u.user_id = n.user_id`.execute(ctx.db)
    return new Map(rows.map(row => [row.key, { userId: row.user_id, primaryId: row.primary_id }]))
  },
)

/** SQL: `key` and `user_id` of the keys that mean somebody; one look into the index for each. */
export function usersNamed(institutionId: number, keys: readonly string[]): RawBuilder<unknown> {
  const wanted = keys.map(key => JSON.parse(key) as [type: string, id: string])
  const isPrimary = sql<boolean>`i.element_id = 'primary'`
  const key = identifierKey(institutionId, { value: sql`w.value`, isPrimary })
  return sql`select w.key, i.user_id
    from unnest(${sql.val(keys)}::text[], ${sql.val(wanted.map(([type]) => storable(type)))}::text[],
      ${sql.val(wanted.map(([, id]) => storable(id.trim())))}::text[]) w (key, type, value)
    cross join lateral (select i.user_id from user_identifier i
      where i.institution_id = ${institutionId} and i.value_key in (lower(w.value), w.value) and i.value_key = ${key}
        and i.status = 'ACTIVE' and ${isOfType(institutionId, isPrimary)}
      order by ${isPrimary} desc limit 1) i`
}

function isOfType(institutionId: number, isPrimary: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql<boolean>`(w.type = ${allTypes} or w.type = any (${sql.val(primaryNames)}::text[]) and ${isPrimary}
    or w.type = i.id_type and exists (select from code_value t where t.institution_id = ${institutionId}
      and t.table_name = 'UserIdentifierTypes' and t.code = i.id_type and t.is_enabled))`
}

/** PostgreSQL has no texts with this character: nothing that is stored has what stands for it. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD')
