import { sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { UserSet } from '../../contract/sets.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { matching } from '../filters/select-users.ts'
import { readSet } from './read-set.ts'

export type SetNames = { name: string; description?: string; note?: string; isPrivate?: boolean }
export type SetOrigin = 'filter' | 'file' | 'combination'

/** Of all sets that programs make, however they make them; see `ownedBy`. */
const programOrigin = 'api'

const longest = { name: 255, description: 2000, note: 2000 } as const

/** The fields of an upload come without a schema; and a name of spaces is none. */
export function checkNames(names: SetNames): void {
  const problems: FieldProblem[] = Object.entries(longest)
    .filter(([field, limit]) => (names[field as keyof typeof longest] ?? '').length > limit)
    .map(([field, limit]) => ({ field, rule: 'too_long', limit }))
  if (!names.name.trim()) problems.push({ field: 'name', rule: 'required' })
  if (problems.length > 0) throw appError('invalid_input', { problems })
}

/** Makes the row of a set and returns its id; private unless said otherwise, as in Alma. `name_taken` if it exists. */
export async function insertSet(
  ctx: Context,
  names: SetNames,
  what: { origin: SetOrigin; filter?: Filter },
): Promise<number> {
  checkNames(names)
  const { rows } = await sql<{ set_id: number }>`
    insert into user_set (institution_id, name, description, note, kind, filter, is_private, origin,
      created_by_user_id, created_by, created_at, updated_at)
    values (${ctx.institution.institutionId}, ${names.name.trim()}, ${names.description || null}, ${names.note || null},
      ${what.filter ? 'logical' : 'itemised'}, ${what.filter ? JSON.stringify(what.filter) : null}::jsonb,
      ${names.isPrivate ?? true}, ${ctx.actor.kind === 'key' ? programOrigin : what.origin}, ${ctx.actor.kind === 'staff' ? ctx.actor.userId : null},
      ${ctx.actor.name}, ${ctx.now()}, ${ctx.now()})
    returning set_id`.execute(ctx.db)
  return rows[0]!.set_id
}

/** Makes whoever matches the filter now a member, and says how many were none before. */
export async function addMatching(ctx: Context, setId: number, filter: Filter): Promise<number> {
  const { numAffectedRows } = await sql`insert into user_set_member (institution_id, set_id, user_id)
    select u.institution_id, ${setId}, u.user_id from user_account u where ${await matching(ctx, filter)}
    on conflict do nothing`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}

export type CreateSetInput = SetNames & { kind: 'itemised' | 'logical'; filter: unknown }

/** A set from a filter: `logical` keeps the filter, `itemised` keeps today's members. */
export async function createSet(ctx: Context, input: CreateSetInput): Promise<UserSet> {
  requirePermission(ctx, 'sets.manage')
  const filter = parseFilter(input.filter)
  return ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    await scopeFor(inner, filter)
    const setId = await insertSet(inner, input, {
      origin: 'filter',
      ...(input.kind === 'logical' ? { filter } : {}),
    })
    if (input.kind === 'itemised') await addMatching(inner, setId, filter)
    return readSet(inner, setId)
  })
}
