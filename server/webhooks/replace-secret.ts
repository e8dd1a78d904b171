import type { NewWebhook } from '../../contract/webhooks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { newSecret, sealSecret } from './secret.ts'
import { judgeSecret, lockWebhook, recordWebhookChange } from './store-webhook.ts'

/** Signs with another secret from now on, what waits included, and tells it, this once. */
export async function replaceSecret(
  ctx: Context,
  { webhookId, secret: given }: { webhookId: number; secret?: string },
): Promise<NewWebhook> {
  requirePermission(ctx, 'configuration.edit')
  const secret = given?.trim() || newSecret()
  const problems = judgeSecret(secret)
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const webhook = await lockWebhook(inner, webhookId)
    await db
      .updateTable('webhook')
      .set({ sealed_secret: sealSecret(ctx, webhookId, secret) })
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('webhook_id', '=', webhookId)
      .execute()
    await recordWebhookChange(inner, webhookId, { old: webhook, new: webhook, hasNewSecret: true })
    return { webhook, secret }
  })
}
