import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { Delivery } from '../../contract/webhooks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { eventNames, type UserMethod } from './envelope.ts'
import { readWebhook } from './list-webhooks.ts'

type ListInput = { webhookId: number; status?: Delivery['status']; after?: string; limit?: number }

export type DeliveryRow = {
  event_id: number
  method: UserMethod | null
  user_id: number | null
  task_id: number | null
  at: Date
  status: Delivery['status']
  attempts: number
  last_error: string | null
  ended_at: Date | null
  next_attempt_at: Date | null
}

const columns = sql`event_id, method, user_id, task_id, at, status, attempts, last_error, ended_at, next_attempt_at`

/** What a webhook was told and is to be told, newest first, without anything about the people. */
export async function listDeliveries(ctx: Context, input: ListInput): Promise<Page<Delivery>> {
  requirePermission(ctx, 'configuration.view')
  const { webhookId, status, limit = 50 } = input
  const after = input.after ? readCursor(input.after, ['number']) : null
  const { rows } = await sql<DeliveryRow>`select ${columns} from webhook_event
    where institution_id = ${ctx.institution.institutionId} and webhook_id = ${webhookId}
      and ${after ? sql`event_id < ${after[0]}` : sql`true`} and ${status ? sql`status = ${status}` : sql`true`}
    order by event_id desc limit ${limit + 1}`.execute(ctx.db)
  if (rows.length === 0) await readWebhook(ctx, webhookId)
  const items = rows.slice(0, limit)
  return {
    items: items.map(deliveryOf),
    ...(rows.length > limit ? { next: cursorText([items.at(-1)!.event_id]) } : {}),
  }
}

/** SQL for the `returning` of a statement that changes one, and what is shown of it. */
export const deliveryColumns: RawBuilder<DeliveryRow> = columns as RawBuilder<DeliveryRow>

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.event_id,
    event: row.method === null ? 'JOB_END' : eventNames[row.method],
    ...(row.user_id === null ? {} : { userId: row.user_id }),
    ...(row.task_id === null ? {} : { taskId: row.task_id }),
    at: row.at.toISOString(),
    status: row.status,
    attempts: row.attempts,
    ...(row.last_error === null ? {} : { error: row.last_error }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
    ...(row.next_attempt_at === null ? {} : { nextAttemptAt: row.next_attempt_at.toISOString() }),
  }
}
