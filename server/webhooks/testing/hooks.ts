import { sql } from 'kysely'
import type { NewWebhook, Webhook } from '../../../contract/webhooks.ts'
import { eventTrees } from '../../alma-api/event-trees.ts'
import { createPeople } from '../../changes/testing/world.ts'
import type { Context } from '../../context.ts'
import type { Json } from '../../fields/document.ts'
import { type Door, openDoor } from '../../tasks/testing/door.ts'
import { personRecord } from '../../users/testing/people.ts'
import { sendDueEvents } from '../send-due-events.ts'
import { type Listener, openListener } from './listener.ts'

export const aDraft = {
  name: 'Campus cards',
  address: 'https://cards.example.edu/alma',
  format: 'JSON',
  actions: ['USER'],
  userGroups: [],
}

/** The real application, a listener, and a worker's part that the test calls. */
export type Hooks = Door & {
  listener: Listener
  /** Adds a webhook, checks it and switches it on. */
  add: (draft?: object) => Promise<NewWebhook>
  edit: (webhook: Webhook, changes: object) => Promise<Webhook>
  read: (webhookId: number) => Promise<Webhook>
  /** Sends what is due, and gives the bodies that the listener heard meanwhile. */
  tell: () => Promise<string[]>
  /** Moves the clock. */
  later: (minutes: number) => void
}

const trees = eventTrees('https://carrel.example.edu')
let added = 0

export async function openHooks(): Promise<Hooks> {
  const door = await openDoor()
  const listener = await openListener()
  const { server, ctx } = door
  // Tests move the clock by weeks, and nobody wants to sign in anew.
  const send: Door['send'] = async (...asked) => {
    await sql`update session set created_at = ${ctx.now()}, expires_at = ${ctx.now()}::timestamptz + interval '1 hour'`.execute(
      ctx.db,
    )
    return door.send(...asked)
  }
  const read: Hooks['read'] = async webhookId =>
    (await send('GET /api/webhooks'))
      .json<{ items: Webhook[] }>()
      .items.find(one => one.webhookId === webhookId)!
  const edit: Hooks['edit'] = async (webhook, changes) =>
    sure(send(`PUT /api/webhooks/${webhook.webhookId}`, { ...draftOf(webhook), ...changes }))
  const add: Hooks['add'] = async (draft = {}) => {
    added += 1
    const body = { ...aDraft, name: `Program ${added}`, address: listener.address, ...draft }
    const { webhook, secret } = await sure<NewWebhook>(send('POST /api/webhooks', body))
    await sure(send(`POST /api/webhooks/${webhook.webhookId}/check`))
    return { webhook: await edit(webhook, { isActive: true }), secret }
  }
  const tell = async () => {
    const before = listener.heard.length
    await sendNow(ctx)
    return listener.heard.slice(before).map(one => one.body)
  }
  const later = (minutes: number) => {
    server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000)
  }
  const close = async () => {
    await listener.close()
    await door.close()
  }
  return { ...door, send, listener, add, edit, read, tell, later, close }
}

/** The worker's part. */
export const sendNow = (ctx: Context) => sendDueEvents(ctx, { trees })

export function draftOf({ name, address, format, actions, userGroups, isActive }: Webhook) {
  return { name, address, format, actions, userGroups, isActive }
}

/** Creates users as the program itself does, and gives their ids. */
export const addPeople = (ctx: Context, documents: readonly Record<string, Json>[]): Promise<number[]> =>
  createPeople(
    ctx,
    documents.map((document, index) => personRecord(document, index)),
    'screen',
  )

async function sure<T>(asked: ReturnType<Door['send']>): Promise<T> {
  const response = await asked
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json<T>()
}
