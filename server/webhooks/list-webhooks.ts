import { sql } from 'kysely'
import type { Webhook } from '../../contract/webhooks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

type Row = {
  webhook_id: number
  name: string
  address: string
  format: Webhook['format']
  actions: Webhook['actions']
  user_groups: string[]
  is_active: boolean
  off_reason: NonNullable<Webhook['offReason']> | null
  checked_at: Date | null
  last_delivery_at: Date | null
  silent_since: Date | null
  next_attempt_at: Date | null
  error: string | null
  waiting: number
  failed: number
  created_by: string
  created_at: Date
  updated_by: string
  updated_at: Date
}

/** Every webhook of the institution by name and how it is, without its secret. */
export async function listWebhooks(ctx: Context): Promise<{ items: Webhook[] }> {
  requirePermission(ctx, 'configuration.view')
  const ofWebhook = sql`e.institution_id = w.institution_id and e.webhook_id = w.webhook_id`
  const { rows } = await sql<Row>`
    select webhook_id, name, address, format, actions, user_groups, is_active, off_reason, checked_at, last_delivery_at,
      silent_since, next_attempt_at, created_by, created_at, updated_by, updated_at,
      (select last_error from webhook_event e where ${ofWebhook} and e.status = 'WAITING' and e.attempts > 0
        order by e.event_id limit 1) as error,
      (select count(*) from webhook_event e where ${ofWebhook} and e.status = 'WAITING') as waiting,
      (select count(*) from webhook_event e where ${ofWebhook} and e.status = 'FAILED') as failed
    from webhook w where institution_id = ${ctx.institution.institutionId} order by lower(name), webhook_id`.execute(
    ctx.db,
  )
  return { items: rows.map(shown) }
}

/** One of them, as it stands in the transaction of `ctx`; throws `not_found`. */
export async function readWebhook(ctx: Context, webhookId: number): Promise<Webhook> {
  const found = (await listWebhooks(ctx)).items.find(one => one.webhookId === webhookId)
  if (!found) throw appError('not_found', { entity: 'webhook', id: webhookId })
  return found
}

function shown(row: Row): Webhook {
  return {
    webhookId: row.webhook_id,
    name: row.name,
    address: row.address,
    format: row.format,
    actions: row.actions,
    userGroups: row.user_groups,
    isActive: row.is_active,
    state: row.is_active ? (row.silent_since ? 'silent' : 'active') : 'off',
    ...(row.off_reason ? { offReason: row.off_reason } : {}),
    ...(row.checked_at ? { checkedAt: row.checked_at.toISOString() } : {}),
    ...(row.last_delivery_at ? { lastDeliveryAt: row.last_delivery_at.toISOString() } : {}),
    ...(row.silent_since ? { silentSince: row.silent_since.toISOString() } : {}),
    ...(row.next_attempt_at ? { nextAttemptAt: row.next_attempt_at.toISOString() } : {}),
    ...(row.error ? { error: row.error } : {}),
    waiting: row.waiting,
    failed: row.failed,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedBy: row.updated_by,
    updatedAt: row.updated_at.toISOString(),
  }
}
