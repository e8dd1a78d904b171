import type { Context } from '../context.ts'
import { type Attempt, deliver } from './deliver.ts'
import type { EventTrees } from './event-trees.ts'
import type { Leased } from './lease-webhook.ts'
import { type Outgoing, readBatch } from './read-batch.ts'
import { recordBatch } from './record-batch.ts'
import { type Listener, listenerAfter } from './waits.ts'

/** So old records may be when they are told; then they are read again. */
const freshMilliseconds = 5000

export type Attempted = { outgoing: Outgoing; attempt: Attempt }

/** What making messages and stopping needs. */
export type EventDoor = { trees: EventTrees; isStopping?: () => boolean }

/**
 * Sends the next events of a webhook one after the other, until the listener has to be left in peace. What was sent is
 * written down behind it: whoever dies in between sends it again.
 */
export async function sendBatch(
  ctx: Context,
  webhook: Leased,
  { trees, isStopping }: EventDoor,
): Promise<void> {
  const { outgoing, obsolete } = await readBatch(ctx, webhook, trees)
  const begun = performance.now()
  const attempted: Attempted[] = []
  const refused = new Set<number>()
  let listener: Listener = { ...webhook, nextAttemptAt: null }
  for (const one of outgoing) {
    if (performance.now() - begun > freshMilliseconds || isStopping?.()) break
    if (one.userId !== null && refused.has(one.userId)) continue
    const { address, secret } = webhook
    const { body, contentType } = one
    const id = String(one.eventId)
    const attempt = await deliver({ id, at: ctx.now(), body, contentType, address, secret })
    attempted.push({ outgoing: one, attempt })
    listener = listenerAfter(ctx.now(), listener, attempt.result)
    if (listener.nextAttemptAt !== null) break
    if (attempt.result === 'refused' && one.userId !== null) refused.add(one.userId)
  }
  await recordBatch(ctx, webhook, { attempted, obsolete, listener })
}
