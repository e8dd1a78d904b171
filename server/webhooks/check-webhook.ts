import { sql } from 'kysely'
import type { Webhook } from '../../contract/webhooks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { type Challenged, challenge } from './challenge.ts'
import { readWebhook } from './list-webhooks.ts'

/** Asks the address of a webhook, on or off, for its challenge; once it has answered, the webhook can be switched on. */
export async function checkWebhook(
  ctx: Context,
  webhookId: number,
): Promise<Challenged & { webhook: Webhook }> {
  requirePermission(ctx, 'configuration.edit')
  const { address } = await readWebhook(ctx, webhookId)
  const challenged = await challenge(address)
  // The address may have changed while it was asked.
  if (challenged.result === 'ok')
    await sql`update webhook set checked_at = ${ctx.now()} where institution_id = ${ctx.institution.institutionId}
      and webhook_id = ${webhookId} and address = ${address}`.execute(ctx.db)
  return { ...challenged, webhook: await readWebhook(ctx, webhookId) }
}
