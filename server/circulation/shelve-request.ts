import { sql } from 'kysely'
import type { HoldRequest, Refusal } from '../../contract/circulation.ts'
import { requirePermission } from '../access/require-permission.ts'
import { addDays, dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { type Item, lockItem } from './items.ts'
import { type LockedRequest, lockRequest } from './lock-request.ts'
import { readRequest } from './read-requests.ts'
import { type Obstacle, refusalOf, refuse } from './refusals.ts'
import { tellOnShelf } from './tell-on-shelf.ts'

/** Puts the item of a request on the hold shelf for a time, and writes to those whose request it is. */
export async function shelveRequest(
  ctx: Context,
  { requestId }: { requestId: number },
): Promise<HoldRequest> {
  requirePermission(ctx, 'circulation.work')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const request = await lockRequest(inner, requestId)
    const item = request.item_id === null ? undefined : await lockItem(inner, { itemId: request.item_id })
    refuse(refusals(inner, request, item))
    const until = addDays(dateIn(ctx.institution.timeZone, ctx.now()), ctx.institution.settings.shelfDays)
    await sql`update request set status = 'ON_HOLD_SHELF', shelved_at = ${inner.now()}, shelf_until = ${until}
      where institution_id = ${inner.institution.institutionId} and request_id = ${requestId}`.execute(db)
    await tellOnShelf(inner, { request, until, isPartners: item?.partner != null })
    return readRequest(inner, requestId)
  })
}

function refusals(ctx: Context, request: LockedRequest, item: Item | undefined): Refusal[] {
  const obstacles: Obstacle[] = []
  if (request.status === 'ON_HOLD_SHELF') obstacles.push({ kind: 'request_ended', overridable: 'NONE' })
  if (item?.loan) obstacles.push({ kind: 'item_lent', overridable: 'NONE' })
  const other = item?.requests.some(
    one => one.status === 'ON_HOLD_SHELF' && one.request_id !== request.request_id,
  )
  if (other) obstacles.push({ kind: 'item_waits_for_other', overridable: 'NONE' })
  return obstacles.map(obstacle => refusalOf(ctx, obstacle))
}
