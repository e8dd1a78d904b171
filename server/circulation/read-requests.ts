import { type RawBuilder, sql } from 'kysely'
import type { HoldRequest } from '../../contract/circulation.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isOpenRequest } from '../rules/limits.ts'
import type { OwnerColumns } from './borrower.ts'
import { known } from './read-loans.ts'

type Row = OwnerColumns & {
  request_id: number
  kind: string
  status: string
  item_id: number | null
  item_barcode: string | null
  title: string | null
  author: string | null
  comment: string | null
  pickup_library: string | null
  created_at: Date
  expires_on: string | null
  shelved_at: Date | null
  shelf_until: string | null
  place: number | null
  cancel_reason: string | null
}

/** SQL for how many requests are before the open request `f`, plus one. The one on the shelf is before all others. */
export const placeInQueue = sql<number | null>`case when f.status = 'ON_HOLD_SHELF' then 1
        when ${isOpenRequest} and f.item_id is not null then (select count(*) from request q
          where q.institution_id = f.institution_id and q.item_id = f.item_id
            and (q.status = 'ON_HOLD_SHELF' or q.status in ('NOT_STARTED', 'IN_PROCESS') and q.request_id <= f.request_id)) end`

/** Requests `f`, newest first. */
export async function readRequests(
  ctx: Context,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<HoldRequest[]> {
  const { rows } = await sql<Row>`
    select f.request_id, f.user_id, f.proxy_id, f.is_shared, f.kind, f.status, f.item_id, f.item_barcode, f.title, f.author,
      f.comment, coalesce(f.pickup_library, f.library) as pickup_library, f.created_at, f.expires_on, f.shelved_at,
      f.shelf_until, f.cancel_reason, ${placeInQueue} as place
    from request f
    where f.institution_id = ${ctx.institution.institutionId} and ${where}
    order by f.request_id desc limit ${limit}`.execute(ctx.db)
  return rows.map(wireRequest)
}

/** One request; throws `not_found`. */
export async function readRequest(ctx: Context, requestId: number): Promise<HoldRequest> {
  const [request] = await readRequests(ctx, sql`f.request_id = ${requestId}`, 1)
  if (!request) throw appError('not_found', { entity: 'request', id: requestId })
  return request
}

function wireRequest(row: Row): HoldRequest {
  return {
    requestId: row.request_id,
    isShared: row.is_shared,
    kind: row.kind,
    status: row.status,
    placedAt: row.created_at.toISOString(),
    ...known({
      userId: row.user_id,
      proxyId: row.proxy_id,
      itemId: row.item_id,
      barcode: row.item_barcode,
      title: row.title,
      author: row.author,
      comment: row.comment,
      pickupLibrary: row.pickup_library,
      expiresOn: row.expires_on,
      shelvedAt: row.shelved_at?.toISOString() ?? null,
      shelfUntil: row.shelf_until,
      placeInQueue: row.place,
      cancelReason: row.cancel_reason,
    }),
  }
}
