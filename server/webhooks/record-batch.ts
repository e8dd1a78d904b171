import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Leased } from './lease-webhook.ts'
import { readWebhook } from './list-webhooks.ts'
import type { Attempted } from './send-batch.ts'
import { recordWebhookChange } from './store-webhook.ts'
import { daysOfTrying, isOver, type Listener, nextAttempt } from './waits.ts'

type Sent = { attempted: readonly Attempted[]; obsolete: readonly number[]; listener: Listener }

/** Writes down what became of a batch, and how it is with the webhook. */
export async function recordBatch(ctx: Context, webhook: Leased, sent: Sent): Promise<void> {
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await recordEvents(inner, sent)
    if (sent.attempted.length > 0) await recordListener(inner, webhook, sent)
  })
  const failed = sent.attempted.flatMap(({ outgoing: { eventId }, attempt }) =>
    attempt.result === 'delivered' ? [] : [{ eventId, code: attempt.error }],
  )
  const { webhookId } = webhook
  if (failed.length > 0) ctx.log.warn({ webhookId, failed }, 'events of a webhook have to wait')
}

/** Later changes that a message told already need none of their own. */
async function recordEvents(ctx: Context, { attempted, obsolete }: Sent): Promise<void> {
  const { institutionId } = ctx.institution
  const isDelivered = ({ attempt }: Attempted) => attempt.result === 'delivered'
  const told = attempted.filter(isDelivered).flatMap(({ outgoing }) => outgoing.covers)
  await sql`delete from webhook_event where institution_id = ${institutionId} and status = 'WAITING'
    and event_id = any (${[...obsolete, ...told]}::bigint[])`.execute(ctx.db)
  const results = attempted.map(({ outgoing, attempt }) => ({
    id: outgoing.eventId,
    ...resultOf(ctx, outgoing, attempt),
  }))
  await sql`
    update webhook_event e set status = r.status, attempts = e.attempts + 1, last_error = r.error,
      next_attempt_at = r.next, ended_at = case when r.status <> 'WAITING' then ${ctx.now()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as r(id bigint, status text, error text, next timestamptz)
    where e.institution_id = ${institutionId} and e.event_id = r.id and e.status = 'WAITING'`.execute(ctx.db)
}

/** A message that is refused is tried by itself; one that reached nobody waits for its webhook. */
function resultOf(
  ctx: Context,
  { attempts, queuedAt }: Attempted['outgoing'],
  attempt: Attempted['attempt'],
): { status: string; error?: string; next?: Date } {
  const { result } = attempt
  if (result === 'delivered') return { status: 'DELIVERED' }
  const { error } = attempt
  if (result === 'unreachable') return { status: 'WAITING', error }
  if (isOver(ctx.now(), queuedAt)) return { status: 'FAILED', error }
  return { status: 'WAITING', error, next: nextAttempt(ctx.now(), attempts + 1, queuedAt) }
}

async function recordListener(
  ctx: Context,
  { webhookId }: Leased,
  { attempted, listener }: Sent,
): Promise<void> {
  const now = ctx.now()
  const hasDelivered = attempted.some(({ attempt }) => attempt.result === 'delivered')
  await sql`update webhook set failures = ${listener.failures}, silent_since = ${listener.silentSince},
      next_attempt_at = ${listener.nextAttemptAt}, last_delivery_at = ${hasDelivered ? now : sql`last_delivery_at`}
    where institution_id = ${ctx.institution.institutionId} and webhook_id = ${webhookId}`.execute(ctx.db)
  if (listener.silentSince && isOver(now, listener.silentSince)) await giveUp(ctx, webhookId)
}

/** Switches a webhook off that was silent for days. What waits for it has `failOld` to come. */
async function giveUp(ctx: Context, webhookId: number): Promise<void> {
  const old = await readWebhook(ctx, webhookId)
  await sql`update webhook set is_active = false, off_reason = 'SILENT', updated_by = ${ctx.actor.name}, updated_at = ${ctx.now()}
    where institution_id = ${ctx.institution.institutionId} and webhook_id = ${webhookId} and is_active`.execute(
    ctx.db,
  )
  await recordWebhookChange(ctx, webhookId, { old, new: await readWebhook(ctx, webhookId) })
  await failOld(ctx)
  ctx.log.warn({ webhookId }, 'a webhook is switched off, because nothing arrived for days')
}

/** Events that wait for a webhook that is off, longer than anything is tried, have failed. */
export async function failOld(ctx: Context): Promise<void> {
  await sql`update webhook_event e set status = 'FAILED', ended_at = ${ctx.now()}, next_attempt_at = null
    from webhook w
    where w.institution_id = ${ctx.institution.institutionId} and not w.is_active
      and e.institution_id = w.institution_id and e.webhook_id = w.webhook_id and e.status = 'WAITING'
      and e.queued_at <= ${ctx.now()}::timestamptz - make_interval(days => ${daysOfTrying})`.execute(ctx.db)
}
