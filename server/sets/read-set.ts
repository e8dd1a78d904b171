import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import type { Page } from '../../contract/page.ts'
import type { UserSet } from '../../contract/sets.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { appError } from '../errors.ts'
import { ownedBy, visibleTo } from '../filters/scope.ts'
import { countMatching } from '../filters/select-users.ts'

export type SetRow = {
  set_id: number
  name: string
  description: string | null
  note: string | null
  kind: 'itemised' | 'logical'
  filter: Filter | null
  is_private: boolean
  is_own: boolean
  origin: string
  member_count: number | null
  unmatched_count: number
  created_by: string
  created_at: Date
}

/** Sets that the actor may see; logical ones uncounted. `more` are columns beside the usual ones. */
export function selectSets<More extends object>(
  ctx: Context,
  where: RawBuilder<unknown>,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<SetRow & More> {
  const ofSet = sql`x.institution_id = s.institution_id and x.set_id = s.set_id`
  return sql<SetRow & More>`
    select s.set_id, s.name, s.description, s.note, s.kind, s.filter, s.is_private, s.origin, s.created_by, s.created_at,
      ${ownedBy(ctx)} as is_own,
      case when s.kind = 'itemised' then (select count(*) from user_set_member x where ${ofSet}) end as member_count,
      (select count(*) from user_set_unmatched x where ${ofSet}) as unmatched_count ${more}
    from user_set s
    where s.institution_id = ${ctx.institution.institutionId} and ${visibleTo(ctx)} and ${where}`
}

export type ListSetsInput = { whose?: 'mine' | 'public' | 'all'; after?: string; limit?: number }

/** Sets that the actor may see, newest first. */
export async function listSets(ctx: Context, input: ListSetsInput): Promise<Page<UserSet>> {
  requirePermission(ctx, 'sets.view')
  const whose = { mine: ownedBy(ctx), public: sql`not is_private`, all: sql`true` }
  const limit = input.limit ?? 50
  const after = input.after ? sql`set_id < ${readCursor(input.after, ['number'])[0]}` : sql`true`
  const { rows } = await sql<SetRow>`${selectSets(ctx, sql`${whose[input.whose ?? 'all']} and ${after}`)}
    order by s.set_id desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit).map(wireSet)
  return { items, ...(rows.length > limit ? { next: cursorText([items.at(-1)!.setId]) } : {}) }
}

/** One set with its exact number of members; a logical set is counted now. */
export async function readSet(ctx: Context, setId: number): Promise<UserSet> {
  requirePermission(ctx, 'sets.view')
  const { rows } = await selectSets(ctx, sql`s.set_id = ${setId}`).execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'set', id: setId })
  const set = wireSet(rows[0])
  return rows[0].filter ? { ...set, memberCount: await countMatching(ctx, { set: setId }) } : set
}

export function wireSet(row: SetRow): UserSet {
  return {
    setId: row.set_id,
    name: row.name,
    kind: row.kind,
    isPrivate: row.is_private,
    isOwn: row.is_own,
    origin: row.origin,
    unmatchedCount: row.unmatched_count,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.note === null ? {} : { note: row.note }),
    ...(row.filter === null ? {} : { filter: row.filter }),
    ...(row.member_count === null ? {} : { memberCount: row.member_count }),
  }
}
