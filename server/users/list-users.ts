import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { UserRow } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { matching } from '../filters/select-users.ts'
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

/** One page of "Find and manage users", by keyset: the thousandth page costs as much as the first. */
export async function listUsers(ctx: Context, input: ListInput): Promise<Page<UserRow>> {
  requirePermission(ctx, 'users.view')
  const key = sortKey(input.sort ?? 'name')
  const { expression, descending } = key
  const limit = input.limit ?? 50
  const where = await narrowed(ctx, await matching(ctx, filterOf(input)))
  const direction = descending ? sql`desc` : sql`asc`
  const { rows } = await sql<Row>`
    select u.user_id, u.primary_id, ${listName} as name, u.status, u.account_type, u.record_type, u.job_category,
      u.user_group, u.expiry_date, u.purge_date, u.is_researcher, ${expression}::text as sort_value,
      exists (select from user_block b where b.institution_id = u.institution_id and b.user_id = u.user_id
        and b.status = 'ACTIVE' and coalesce(b.expiry_date >= ${dateIn(ctx.institution.timeZone, ctx.now())}, true)) as has_blocks,
      exists (select from user_note n where n.institution_id = u.institution_id and n.user_id = u.user_id) as has_notes
    from user_account u
    where ${where} and ${behind(input.after, key)}
    order by ${expression} ${direction}, u.user_id ${direction}
    limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    items: items.map(wireRow),
    ...(hasMore ? { next: cursorText([last.sort_value, last.user_id]) } : {}),
  }
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
