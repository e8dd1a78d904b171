import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import { insertSet, type SetNames } from './create-set.ts'
import { lockOwnSet } from './own-set.ts'

/** Users by identifiers of one type; `PRIMARY` are the primary ones. */
export type Named = { idType: string; ids: readonly string[] }

export type MemberChange = Named & {
  setId: number
  action: 'add' | 'delete' | 'replace'
  /** Changes what can be changed; otherwise one identifier that does not fit keeps everything as it is. */
  skipsUnfit?: boolean
}

/** Identifiers that do not fit: of nobody, of members already, of none. */
export type Unfit = Record<'unknown' | 'alreadyIn' | 'notIn', string[]>

type Match = { value: string; user_id: number | null; is_member: boolean }

/** Adds, removes or replaces members of one's own itemised set, and says which identifiers did not fit. */
export async function changeMembers(ctx: Context, change: MemberChange): Promise<Unfit> {
  requirePermission(ctx, 'sets.manage')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { kind } = await lockOwnSet(inner, change.setId)
    if (kind === 'logical')
      throw appError('invalid_input', { problems: [{ field: 'setId', rule: 'read_only' }] })
    return apply(inner, change)
  })
}

/** A new itemised set of these users; `invalid_values` with the identifiers that nobody has. */
export async function createSetOf(ctx: Context, names: SetNames, users: Named): Promise<number> {
  requirePermission(ctx, 'sets.manage')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const setId = await insertSet(inner, names, { origin: 'filter' })
    const { unknown } = await apply(inner, { ...users, setId, action: 'add' })
    if (unknown.length > 0)
      throw appError('invalid_values', {
        problems: unknown.map(limit => ({ field: 'members', rule: 'no_match', limit })),
      })
    return setId
  })
}

async function apply(ctx: Context, change: MemberChange): Promise<Unfit> {
  const matches = await match(ctx, change)
  const { action, setId } = change
  const valuesOf = (isUnfit: (one: Match) => boolean) => matches.filter(isUnfit).map(one => one.value)
  const unfit: Unfit = {
    unknown: valuesOf(one => one.user_id === null),
    alreadyIn: action === 'add' ? valuesOf(one => one.is_member) : [],
    notIn: action === 'delete' ? valuesOf(one => one.user_id !== null && !one.is_member) : [],
  }
  if (!change.skipsUnfit && Object.values(unfit).some(list => list.length > 0)) return unfit
  await write(ctx, { setId, action, userIds: matches.flatMap(one => one.user_id ?? []) })
  return unfit
}

async function match(ctx: Context, { setId, ids, idType }: MemberChange): Promise<Match[]> {
  const { institutionId } = ctx.institution
  const key = identifierKey(institutionId, { value: sql`g.value`, isPrimary: idType === 'PRIMARY' })
  const { rows } = await sql<Match>`
    select g.value, i.user_id, m.user_id is not null as is_member
    from unnest(${ids}::text[]) with ordinality as g(value, position)
    left join user_identifier i on i.institution_id = ${institutionId} and i.value_key = ${key}
      and i.id_type = ${idType} and i.status = 'ACTIVE'
    left join user_set_member m on m.institution_id = i.institution_id and m.set_id = ${setId} and m.user_id = i.user_id
    order by g.position`.execute(ctx.db)
  return rows
}

type Write = { setId: number; action: MemberChange['action']; userIds: number[] }

async function write(ctx: Context, { setId, action, userIds }: Write): Promise<void> {
  const { institutionId } = ctx.institution
  const given = sql`any (${userIds}::bigint[])`
  if (action !== 'add')
    await sql`delete from user_set_member where institution_id = ${institutionId} and set_id = ${setId}
      and ${action === 'delete' ? sql`user_id = ${given}` : sql`not user_id = ${given}`}`.execute(ctx.db)
  if (action !== 'delete')
    await sql`insert into user_set_member (institution_id, set_id, user_id)
      select ${institutionId}, ${setId}, user_id from unnest(${userIds}::bigint[]) user_id
      on conflict do nothing`.execute(ctx.db)
  await sql`update user_set set updated_at = ${ctx.now()}
    where institution_id = ${institutionId} and set_id = ${setId}`.execute(ctx.db)
}
