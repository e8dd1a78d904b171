import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { UserRow } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { matching } from '../filters/select-users.ts'
import { exactHits } from './exact-hits.ts'
import { hasActiveBlocks, hasNotes } from './marks.ts'
import { filterOf, type Selection } from './selection.ts'

/** The name as lists show it; preferred names replace the others (features B1). */
export const listName = sql<string>`concat_ws(', ', coalesce(u.pref_last_name, u.last_name), coalesce(u.pref_first_name, u.first_name))`

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
  const where = await narrowed(ctx, await matching(ctx, filterOf(input)))
  const exact = input.q?.trim() && !input.sort ? await exactHits(ctx, input.q) : []
  const ids = sql`(${sql.val(exact)}::bigint[])`
  const first =
    exact.length === 0 || input.after
      ? []
      : await readRows(ctx, { key, where: sql`${where} and u.user_id = any ${ids}`, limit: exact.length })
  const limit = Math.max((input.limit ?? 50) - first.length, 1)
  const isOther = exact.length === 0 ? sql`true` : sql`u.user_id <> all ${ids}`
  const others = await readRows(ctx, {
    key,
    where: sql`${where} and ${isOther} and ${behind(input.after, key)}`,
    limit: limit + 1,
  })
  const page = others.slice(0, limit)
  const last = page.at(-1)
  const hasMore = others.length > limit && last !== undefined
  return {
    items: [...first, ...page].map(wireRow),
    ...(hasMore ? { next: cursorText([last.sort_value, last.user_id]) } : {}),
  }
}

type Wanted = { key: SortKey; where: RawBuilder<unknown>; limit: number }

async function readRows(ctx: Context, { key, where, limit }: Wanted): Promise<Row[]> {
  const { expression } = key
  const direction = key.descending ? sql`desc` : sql`asc`
  const { rows } = await sql<Row>`
    select u.user_id, u.primary_id, ${listName} as name, u.status, u.account_type, u.record_type, u.job_category,
      u.user_group, u.expiry_date, u.purge_date, u.is_researcher, ${expression}::text as sort_value,
      ${hasActiveBlocks(ctx)} as has_blocks, ${hasNotes} as has_notes
    from user_account u
    where ${where}
    order by ${expression} ${direction}, u.user_id ${direction}
    limit ${limit}`.execute(ctx.db)
  return rows
}

/** So many users are sorted faster than found in the order of the list. */
const fewMatches = 5000

/**
 * The condition itself, or the ids of the few who meet it. The server only guesses how many match; told to give the
 * first fifty by name, it would rather read everybody in the order of names until it has met fifty.
 */
async function narrowed(ctx: Context, where: RawBuilder<boolean>): Promise<RawBuilder<boolean>> {
  const { rows } = await sql<{ user_ids: number[] }>`select array(
    select u.user_id from user_account u where ${where} limit ${fewMatches + 1}) as user_ids`.execute(ctx.db)
  const { user_ids } = rows[0]!
  if (user_ids.length > fewMatches) return where
  return sql`u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${sql.val(user_ids)}::bigint[])`
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
