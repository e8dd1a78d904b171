import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { UserRow } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { listName } from '../fields/name-display.ts'
import { matching } from '../filters/select-users.ts'
import { exactHits } from './exact-hits.ts'
import { hasActiveBlocks, hasNotes } from './marks.ts'
import { filterOf, type Selection } from './selection.ts'

type SortKey = { expression: RawBuilder<unknown>; type: 'string' | 'date'; descending: boolean }

/** Sort expressions are never null, so that a page can start behind any row. */
function sortKey(sort: string): SortKey {
  const descending = sort.startsWith('-')
  const far = descending ? sql`'-infinity'::date` : sql`'infinity'::date`
  const keys: Record<string, Omit<SortKey, 'descending'>> = {
    name: { expression: sql`u.sort_name`, type: 'string' },
    userGroup: { expression: sql`coalesce(u.user_group, '')`, type: 'string' },
    expiryDate: { expression: sql`coalesce(u.expiry_date, ${far})`, type: 'date' },
    purgeDate: { expression: sql`coalesce(u.purge_date, ${far})`, type: 'date' },
  }
  return { ...keys[sort.replace('-', '')]!, descending }
}

export type ListInput = Selection & { sort?: string; after?: string; limit?: number }

type Row = {
  user_id: number
  primary_id: string
  name: string
  status: string
  account_type: string
  record_type: string
  job_category: string | null
  user_group: string | null
  expiry_date: string | null
  purge_date: string | null
  is_researcher: boolean | null
  has_blocks: boolean
  has_notes: boolean
  sort_value: string
}

/**
 * One page of "Find and manage users", by keyset: the thousandth page costs as much as the first. Unless an order is
 * asked for, the first page begins with whom the search names exactly, and may be longer by one for that.
 */
export async function listUsers(ctx: Context, input: ListInput): Promise<Page<UserRow>> {
  requirePermission(ctx, 'users.view')
  const key = sortKey(input.sort ?? 'name')
  const where = await matching(ctx, filterOf(input))
  const exact = input.q?.trim() && !input.sort ? await exactHits(ctx, input.q) : []
  const ids = sql`(${sql.val(exact)}::bigint[])`
  const first =
    exact.length === 0 || input.after
      ? []
      : await readRows(ctx, { key, where: sql`${where} and u.user_id = any ${ids}`, limit: exact.length })
  const limit = Math.max((input.limit ?? 50) - first.length, 1)
  const isOther = exact.length === 0 ? sql`true` : sql`u.user_id <> all ${ids}`
  const wanted = { key, where: sql`${where} and ${isOther}`, limit: limit + 1 }
  const others = await readPage(ctx, wanted, input.after)
  const page = others.slice(0, limit)
  const last = page.at(-1)
  const hasMore = others.length > limit && last !== undefined
  return {
    items: [...first, ...page].map(wireRow),
    ...(hasMore ? { next: cursorText([last.sort_value, last.user_id]) } : {}),
  }
}

/** `from`: the users to choose from, as a relation named `u`; all of them unless it says otherwise. */
type Wanted = { key: SortKey; where: RawBuilder<unknown>; limit: number; from?: RawBuilder<unknown> }

async function readRows(
  ctx: Context,
  { key, where, limit, from = sql`user_account u` }: Wanted,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select u.user_id, u.primary_id, ${listName(ctx)} as name, u.status, u.account_type, u.record_type, u.job_category,
      u.user_group, u.expiry_date, u.purge_date, u.is_researcher, ${key.expression}::text as sort_value,
      ${hasActiveBlocks(ctx)} as has_blocks, ${hasNotes(ctx)} as has_notes
    from ${from}
    where ${where}
    ${inOrder(key)} limit ${limit}`.execute(ctx.db)
  return rows
}

function inOrder({ expression, descending }: SortKey): RawBuilder<unknown> {
  const direction = descending ? sql`desc` : sql`asc`
  return sql`order by ${expression} ${direction}, u.user_id ${direction}`
}

/**
 * So many users are looked through in the order of the list before all that match are sorted: at first a few, and more if
 * these promise enough.
 */
const nextInOrder = [1500, 6000] as const

/**
 * The next users of the list who match. If many do, and are spread over the list, enough of them are among the next in
 * its order. Else all that match are found first and sorted then: who shares a name stands together, perhaps at the end
 * of the list, and to read everybody before them would take seconds.
 */
async function readPage(ctx: Context, wanted: Wanted, after: string | undefined): Promise<Row[]> {
  const { key, where, limit } = wanted
  const isNext = behind(after, key)
  const among = (count: number) => sql`(select u.* from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and ${isNext}
    ${inOrder(key)} limit ${count}) u`
  const [few, many] = nextInOrder
  const near = await readRows(ctx, { ...wanted, from: among(few) })
  if (near.length === limit) return near
  if (near.length * (many / few) >= limit) {
    const rows = await readRows(ctx, { ...wanted, from: among(many) })
    if (rows.length === limit) return rows
  }
  // `offset 0` keeps the server from looking for the matches in the order of the list.
  const { rows: found } = await sql<{ user_id: number }>`
    select user_id from (select u.user_id, ${key.expression} as sort_value from user_account u
      where ${where} and ${isNext} offset 0) u
    ${inOrder({ ...key, expression: sql`u.sort_value` })} limit ${limit}`.execute(ctx.db)
  const userIds = found.map(row => row.user_id)
  const isFound = sql`u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])`
  return readRows(ctx, { ...wanted, where: isFound })
}

function behind(after: string | undefined, { expression, type, descending }: SortKey): RawBuilder<unknown> {
  if (!after) return sql`true`
  const [value, userId] = readCursor(after, [type, 'number'])
  const isBehind = descending ? sql`<` : sql`>`
  return sql`(${expression}, u.user_id) ${isBehind} (${value}, ${userId})`
}

function wireRow(row: Row): UserRow {
  return {
    userId: row.user_id,
    primaryId: row.primary_id,
    name: row.name,
    status: row.status,
    accountType: row.account_type,
    recordType: row.record_type,
    isResearcher: row.is_researcher === true,
    hasActiveBlocks: row.has_blocks,
    hasNotes: row.has_notes,
    ...(row.job_category ? { jobCategory: row.job_category } : {}),
    ...(row.user_group ? { userGroup: row.user_group } : {}),
    ...(row.expiry_date ? { expiryDate: row.expiry_date } : {}),
    ...(row.purge_date ? { purgeDate: row.purge_date } : {}),
  }
}
