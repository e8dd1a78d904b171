import { sql } from 'kysely'
import type { NewWebhook } from '../../contract/webhooks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { readWebhook } from './list-webhooks.ts'
import { newSecret, sealSecret } from './secret.ts'
import { judgedColumns, recordWebhookChange, type WebhookDraft } from './store-webhook.ts'

/** Adds a webhook and tells its secret, this once. It is off: its address has not been checked yet. */
export async function createWebhook(
  ctx: Context,
  { secret: given, ...draft }: WebhookDraft & { secret?: string },
): Promise<NewWebhook> {
  requirePermission(ctx, 'configuration.edit')
  const secret = given?.trim() || newSecret()
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const columns = await judgedColumns(inner, draft, { secret })
    const webhookId = await nextId(inner)
    await db
      .insertInto('webhook')
      .values({
        institution_id: ctx.institution.institutionId,
        webhook_id: webhookId,
        ...columns,
        sealed_secret: sealSecret(ctx, webhookId, secret),
        created_by: ctx.actor.name,
        created_at: ctx.now(),
      })
      .execute()
    const webhook = await readWebhook(inner, webhookId)
    await recordWebhookChange(inner, webhookId, { new: webhook })
    return { webhook, secret }
  })
}

/** Known beforehand, because the secret is bound to it. */
async function nextId({ db }: Context): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('webhook', 'webhook_id')) as id`.execute(db)
  return rows[0]!.id
}
