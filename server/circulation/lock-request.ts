import { sql } from 'kysely'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isOpenRequest } from '../rules/limits.ts'
import type { OwnerColumns } from './borrower.ts'
import { refusalOf, refuse } from './refusals.ts'

export type LockedRequest = OwnerColumns & {
  request_id: number
  status: string
  item_id: number | null
  title: string | null
  pickup_library: string | null
}

/** Locks an open request, after the people whose it is. Throws `not_found`, and `circulation_refused` if it has ended. */
export async function lockRequest(ctx: Context, requestId: number): Promise<LockedRequest> {
  const where = sql`f.institution_id = ${ctx.institution.institutionId} and f.request_id = ${requestId}`
  await lockUsers(ctx, sql`select unnest(array[f.user_id, f.proxy_id]) from request f where ${where}`)
  const { rows } = await sql<LockedRequest & { is_open: boolean }>`
    select f.request_id, f.user_id, f.proxy_id, f.is_shared, f.status, f.item_id, f.title,
      coalesce(f.pickup_library, f.library) as pickup_library, ${isOpenRequest} as is_open
    from request f where ${where} for update`.execute(ctx.db)
  const request = rows[0]
  if (!request) throw appError('not_found', { entity: 'request', id: requestId })
  if (!request.is_open) refuse([refusalOf(ctx, { kind: 'request_ended', overridable: 'NONE' })])
  return request
}
