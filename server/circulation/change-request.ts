import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { requireLibrary } from './desks.ts'
import { lockRequest } from './lock-request.ts'
import { refuseDate } from './place-request.ts'

/** What is not named stays as it is; null takes it away. */
type ChangeInput = {
  requestId: number
  pickupLibrary?: string
  comment?: string | null
  expiresOn?: string | null
}

/** Changes where, until when and with which comment somebody wants an item; one that waits on a shelf stays there. */
export async function changeRequest(ctx: Context, { requestId, ...change }: ChangeInput): Promise<void> {
  requirePermission(ctx, 'circulation.work')
  refuseDate(ctx, change.expiresOn ?? undefined)
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { pickupLibrary, comment, expiresOn } = change
    if (pickupLibrary !== undefined) await requireLibrary(inner, 'pickupLibrary', pickupLibrary)
    const request = await lockRequest(inner, requestId)
    if (
      request.status === 'ON_HOLD_SHELF' &&
      (pickupLibrary ?? request.pickup_library) !== request.pickup_library
    )
      throw appError('invalid_values', { problems: [{ field: 'pickupLibrary', rule: 'on_hold_shelf' }] })
    await sql`update request set pickup_library = coalesce(${pickupLibrary ?? null}, pickup_library),
        comment = ${comment === undefined ? sql`comment` : sql`${comment}`},
        expires_on = ${expiresOn === undefined ? sql`expires_on` : sql`${expiresOn}::date`}
      where institution_id = ${inner.institution.institutionId} and request_id = ${requestId}`.execute(db)
  })
}
