import { type RawBuilder, sql } from 'kysely'
import type { AlmaTree } from '../alma-user/alma-tree.ts'
import type { Context } from '../context.ts'
import { envelopeOf, eventNames, type UserMethod, written } from './envelope.ts'
import type { EventTrees, UserTree } from './event-trees.ts'
import { isDue, type Leased } from './lease-webhook.ts'

const eventsPerBatch = 50

type Row = {
  event_id: number
  action: 'USER' | 'JOB_END'
  method: UserMethod | null
  user_id: number | null
  remains: Record<string, string | null> | null
  task_id: number | null
  at: Date
  queued_at: Date
  attempts: number
}

/** A message to be sent; `covers` are later changes of the same user, which it tells already. */
export type Outgoing = {
  eventId: number
  userId: number | null
  queuedAt: Date
  attempts: number
  body: Buffer
  contentType: string
  covers: number[]
}

/** What is next for a webhook, in order, and the events about which there is nothing to tell any more. */
export type Batch = { outgoing: Outgoing[]; obsolete: number[] }

/**
 * Reads the next events and makes their messages of the records as they are now. Events are read before the records, so
 * that a record has at least what its events are about: of several updates of one user the first message tells all.
 */
export async function readBatch(ctx: Context, webhook: Leased, trees: EventTrees): Promise<Batch> {
  const rows = await readDue(ctx, webhook.webhookId)
  const wanted = rows.filter(row => webhook.actions.includes(row.action))
  const userIds = wanted.flatMap(row => (row.user_id === null || row.remains ? [] : [row.user_id]))
  const users = await trees.users(ctx, [...new Set(userIds)])
  const batch: Batch = { outgoing: [], obsolete: rows.filter(row => !wanted.includes(row)).map(idOf) }
  const told = new Map<number, Outgoing>()
  for (const row of wanted) {
    const covering = row.method === 'UPDATE' ? told.get(row.user_id!) : undefined
    if (covering) {
      covering.covers.push(row.event_id)
      continue
    }
    const payload = await payloadOf(ctx, row, { webhook, trees, users })
    if (!payload) {
      batch.obsolete.push(row.event_id)
      continue
    }
    const outgoing = outgoingOf(ctx, row, { webhook, payload })
    batch.outgoing.push(outgoing)
    if (row.method === 'DELETE') told.delete(row.user_id!)
    else if (row.user_id !== null) told.set(row.user_id, outgoing)
  }
  return batch
}

/** First what was not refused yet: should somebody refuse one after the other, what they take is not held up by it. */
async function readDue(ctx: Context, webhookId: number): Promise<Row[]> {
  const due = (condition: RawBuilder<unknown>) => sql`(
    select e.event_id, e.action, e.method, e.user_id, e.remains, e.task_id, e.at, e.queued_at, e.attempts
    from webhook_event e where ${isDue(ctx, sql`${webhookId}`)} and ${condition}
    order by e.event_id limit ${eventsPerBatch})`
  const { rows } = await sql<Row>`${due(sql`e.next_attempt_at is null`)}
    union all ${due(sql`e.next_attempt_at is not null`)} limit ${eventsPerBatch}`.execute(ctx.db)
  return rows
}

const idOf = (row: Row): number => row.event_id

type Made = { webhook: Leased; trees: EventTrees; users: ReadonlyMap<number, UserTree> }

/** Undefined: the user or the job is gone, or the user is in another group by now. */
async function payloadOf(
  ctx: Context,
  row: Row,
  { webhook, trees, users }: Made,
): Promise<AlmaTree | undefined> {
  if (row.task_id !== null) {
    const instance = await trees.jobInstance(ctx, row.task_id)
    return instance && { job_instance: instance }
  }
  const { method, remains } = row
  const user = remains ? await trees.remains(ctx, remains) : wantedTree(webhook, users.get(row.user_id!))
  return user && { webhook_user: { method, user } }
}

function wantedTree({ userGroups }: Leased, user: UserTree | undefined): AlmaTree | undefined {
  if (userGroups.length > 0 && !userGroups.includes(user?.userGroup ?? '')) return undefined
  return user?.tree
}

function outgoingOf(
  ctx: Context,
  row: Row,
  { webhook, payload }: { webhook: Leased; payload: AlmaTree },
): Outgoing {
  const { action, method, at } = row
  const event = method === null ? action : eventNames[method]
  const envelope = envelopeOf(ctx, { id: String(row.event_id), action, event, at, payload })
  return {
    eventId: row.event_id,
    userId: row.user_id,
    queuedAt: row.queued_at,
    attempts: row.attempts,
    ...written(webhook.format, envelope),
    covers: [],
  }
}
