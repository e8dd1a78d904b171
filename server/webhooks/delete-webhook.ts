import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { lockWebhook, recordWebhookChange } from './store-webhook.ts'

/** Deletes a webhook with all that waits for it and all that is known of its deliveries. */
export async function deleteWebhook(ctx: Context, webhookId: number): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const old = await lockWebhook(inner, webhookId)
    await db
      .deleteFrom('webhook')
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('webhook_id', '=', webhookId)
      .execute()
    await recordWebhookChange(inner, webhookId, { old })
  })
}
