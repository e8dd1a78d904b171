import { type RawBuilder, sql } from 'kysely'
import type { Delivery } from '../../contract/webhooks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type DeliveryRow, deliveryColumns, deliveryOf } from './list-deliveries.ts'
import { readWebhook } from './list-webhooks.ts'

/** Tells a webhook once more what it was told, or could not be told; with what is true by now. */
export async function sendAgain(
  ctx: Context,
  { webhookId, deliveryId }: { webhookId: number; deliveryId: number },
): Promise<Delivery> {
  await requireActive(ctx, webhookId)
  const { rows } = await requeue(ctx, webhookId, {
    which: sql`event_id = ${deliveryId}`,
    returning: deliveryColumns,
  })
  if (!rows[0]) throw appError('not_found', { entity: 'webhook_event', id: deliveryId })
  return deliveryOf(rows[0])
}

/** The same with all that it could not be told. */
export async function sendFailedAgain(ctx: Context, webhookId: number): Promise<{ count: number }> {
  await requireActive(ctx, webhookId)
  const { numAffectedRows } = await requeue(ctx, webhookId, { which: sql`status = 'FAILED'` })
  return { count: Number(numAffectedRows) }
}

async function requireActive(ctx: Context, webhookId: number): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  if (!(await readWebhook(ctx, webhookId)).isActive) throw appError('webhook_off')
}

type Requeue = { which: RawBuilder<unknown>; returning?: RawBuilder<DeliveryRow> }

/** One that waits already is tried without waiting any longer. */
function requeue(ctx: Context, webhookId: number, { which, returning }: Requeue) {
  return sql<DeliveryRow>`
    update webhook_event set status = 'WAITING', attempts = 0, next_attempt_at = null, last_error = null, ended_at = null,
      queued_at = ${ctx.now()}
    where institution_id = ${ctx.institution.institutionId} and webhook_id = ${webhookId} and ${which}
    ${returning ? sql`returning ${returning}` : sql``}`.execute(ctx.db)
}
