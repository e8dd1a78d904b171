import { isDeepStrictEqual } from 'node:util'
import type { offReasons, Webhook } from '../../contract/webhooks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { readWebhook } from './list-webhooks.ts'
import { judgedColumns, lockWebhook, recordWebhookChange, told, type WebhookDraft } from './store-webhook.ts'

type Edit = WebhookDraft & { webhookId: number; isActive: boolean }

/**
 * Changes a webhook; its secret stays. It can be switched on once its address has been checked, and one whose address
 * changes is off until the new one has.
 */
export async function editWebhook(ctx: Context, { webhookId, isActive, ...draft }: Edit): Promise<Webhook> {
  requirePermission(ctx, 'configuration.edit')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const stored = await lockWebhook(inner, webhookId)
    const hasMoved = draft.address.trim() !== stored.address
    const isUnchecked = hasMoved || stored.checkedAt === undefined
    const more =
      isActive && !stored.isActive && isUnchecked ? [{ field: 'isActive', rule: 'not_checked' }] : []
    await db
      .updateTable('webhook')
      .set({
        ...(await judgedColumns(inner, draft, { stored, more })),
        ...use(stored, { isActive, hasMoved }),
        ...(hasMoved ? { checked_at: null } : {}),
      })
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('webhook_id', '=', webhookId)
      .execute()
    const now = await readWebhook(inner, webhookId)
    const change = { old: stored, new: now }
    if (!isDeepStrictEqual(told(stored), told(now))) await recordWebhookChange(inner, webhookId, change)
    return now
  })
}

type Use = { isActive: boolean; hasMoved: boolean }

/** What becomes of it being on or off. Whoever is switched on is tried at once, whatever happened before. */
function use(stored: Webhook, { isActive, hasMoved }: Use) {
  const off = (reason: (typeof offReasons)[number]) => ({ is_active: false, off_reason: reason })
  if (stored.isActive && hasMoved) return off('MOVED')
  if (stored.isActive === isActive) return {}
  if (!isActive) return off('SWITCHED_OFF')
  return { is_active: true, off_reason: null, failures: 0, silent_since: null, next_attempt_at: null }
}
