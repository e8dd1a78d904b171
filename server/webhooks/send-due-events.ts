import type { Context } from '../context.ts'
import { leaseWebhook, release } from './lease-webhook.ts'
import { type EventDoor, sendBatch } from './send-batch.ts'

/** Webhooks that are sent to at the same time, by each process. */
const lanes = 4
/** Then whoever called gets word, so that a stop is not waited for and a job of the queue ends. */
const roundMilliseconds = 30_000

/**
 * Sends what is due to all webhooks, some at the same time, each in the order in which it happened; one that does not
 * answer holds up nobody else. Safe to run in any number of processes, and after any crash. Says whether there is more.
 */
export async function sendDueEvents(ctx: Context, door: EventDoor): Promise<'more' | 'done'> {
  const end = performance.now() + roundMilliseconds
  const mayGoOn = () => performance.now() < end && !door.isStopping?.()
  const results = await Promise.all(Array.from({ length: lanes }, () => runLane(ctx, door, mayGoOn)))
  return results.includes('more') ? 'more' : 'done'
}

async function runLane(ctx: Context, door: EventDoor, mayGoOn: () => boolean): Promise<'more' | 'done'> {
  while (mayGoOn()) {
    const webhook = await leaseWebhook(ctx)
    if (!webhook) return 'done'
    const { webhookId } = webhook
    // Who keeps the turn is left in peace until it ends.
    await sendBatch(ctx, webhook, door)
      .then(() => release(ctx, webhookId))
      .catch(error => ctx.log.error({ webhookId, err: error }, 'events of a webhook cannot be sent'))
  }
  return 'more'
}
