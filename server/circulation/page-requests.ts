import { type RawBuilder, sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { isOpenRequest } from '../rules/limits.ts'
import { placeInQueue } from './read-requests.ts'

/** A request with all that is known of its item. */
export type RequestRow = {
  request_id: number
  primary_id: string | null
  kind: string
  status: string
  item_id: number | null
  item_barcode: string | null
  mms_id: string | null
  title: string | null
  author: string | null
  description: string | null
  comment: string | null
  /** Where the item is from, and where it is wanted. */
  library: string | null
  pickup_library: string | null
  created_at: Date
  expires_on: string | null
  shelf_until: string | null
  place: number | null
}

type PageInput = { userId: number; isOpen: boolean; kind?: string; limit: number; offset: number }

/** A page of a user's requests, those that the user shares included, newest first, and how many there are in all. */
export async function pageRequests(
  ctx: Context,
  { userId, isOpen, kind, limit, offset }: PageInput,
): Promise<{ total: number; requests: RequestRow[] }> {
  requirePermission(ctx, 'circulation.view')
  const where = sql`${isOwn(ctx, userId)} and ${isOpen ? isOpenRequest : sql`not ${isOpenRequest}`}
    and ${kind === undefined ? sql`true` : sql`f.kind = ${kind}`}`
  const { rows } = await sql<RequestRow & { total: number }>`${selectRequests(where)}
    order by f.request_id desc limit ${limit} offset ${offset}`.execute(ctx.db)
  const isFirst = limit > 0 && offset === 0
  return { total: rows[0]?.total ?? (isFirst ? 0 : await countRequests(ctx, where)), requests: rows }
}

/** For pages behind the last one, and empty ones. */
async function countRequests(ctx: Context, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{
    total: number
  }>`select count(*) as total from request f where ${where}`.execute(ctx.db)
  return rows[0]!.total
}

/** One of the user's requests, if it is one. */
export async function findRequest(
  ctx: Context,
  { userId, requestId }: { userId: number; requestId: number },
): Promise<RequestRow | undefined> {
  requirePermission(ctx, 'circulation.view')
  const where = sql`${isOwn(ctx, userId)} and f.request_id = ${requestId}`
  const { rows } = await selectRequests(where).execute(ctx.db)
  return rows[0]
}

const isOwn = (ctx: Context, userId: number): RawBuilder<boolean> =>
  sql`f.institution_id = ${ctx.institution.institutionId}
    and (f.user_id = ${userId} or f.is_shared and f.proxy_id = ${userId})`

const selectRequests = (where: RawBuilder<unknown>): RawBuilder<RequestRow> => sql`
  select f.request_id, u.primary_id, f.kind, f.status, f.item_id, f.item_barcode, i.mms_id, f.title, f.author,
    i.description, f.comment, f.library, coalesce(f.pickup_library, f.library) as pickup_library, f.created_at,
    f.expires_on, f.shelf_until, ${placeInQueue} as place, count(*) over () as total
  from request f
  left join item i on i.institution_id = f.institution_id and i.item_id = f.item_id
  left join user_account u on u.institution_id = f.institution_id and u.user_id = f.user_id
  where ${where}`
