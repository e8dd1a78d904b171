import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Delivery, Webhook } from '../../contract/webhooks.ts'
import { write } from '../changes/testing/world.ts'
import { leaseWebhook } from './lease-webhook.ts'
import { addPeople, type Hooks, openHooks, sendNow } from './testing/hooks.ts'
import { answering, type Behaviour, openListener } from './testing/listener.ts'
import { tidyEvents } from './tidy-events.ts'

let hooks: Hooks
beforeAll(async () => {
  hooks = await openHooks()
})
afterEach(async () => {
  hooks.listener.behave()
  const { items } = (await hooks.send('GET /api/webhooks')).json()
  for (const { webhookId } of items) await hooks.send(`DELETE /api/webhooks/${webhookId}`)
})
afterAll(() => hooks.close())

let named = 0
const addSomebody = async (given: object = {}) => {
  named += 1
  const primaryId = `somebody${named}`
  const [userId] = await addPeople(hooks.ctx, [{ primary_id: primaryId, last_name: 'Quill', ...given }])
  return { userId: userId!, primaryId }
}
const edit = (userId: number, job: string) => write(hooks.ctx, userId, { job_description: job })
const userIn = (body: string) => JSON.parse(body).webhook_user.user
const idsIn = (bodies: string[]) => bodies.map(body => userIn(body).primary_id)
const deliveries = async ({ webhookId }: Webhook, query = ''): Promise<Delivery[]> =>
  (await hooks.send(`GET /api/webhooks/${webhookId}/deliveries${query}`)).json().items
/** Answers so to messages about this person, and takes the others. */
const refusing =
  (status: number, primaryId: string): Behaviour =>
  (request, response, heard) =>
    answering(heard.body.includes(`"${primaryId}"`) ? status : 204)(request, response, heard)

test('what is delivered is delivered once, in order, and listed newest first', async () => {
  const { webhook } = await hooks.add()
  const people = [await addSomebody(), await addSomebody(), await addSomebody()]
  expect(await hooks.tell()).toHaveLength(3)
  expect(idsIn(hooks.listener.heard.slice(-3).map(one => one.body))).toEqual(people.map(one => one.primaryId))
  expect(await hooks.tell()).toEqual([])
  const listed = await deliveries(webhook)
  expect(listed.map(one => one.userId)).toEqual(people.map(one => one.userId).toReversed())
  expect(listed[0]).toEqual({
    deliveryId: expect.any(Number),
    event: 'USER_CREATED',
    userId: people[2]!.userId,
    at: hooks.server.clock.now.toISOString(),
    status: 'DELIVERED',
    attempts: 1,
    endedAt: hooks.server.clock.now.toISOString(),
  })
  const first = (await hooks.send(`GET /api/webhooks/${webhook.webhookId}/deliveries?limit=2`)).json()
  expect(await deliveries(webhook, `?limit=2&after=${first.next}`)).toEqual([listed[2]])
  expect(await hooks.read(webhook.webhookId)).toMatchObject({
    waiting: 0,
    lastDeliveryAt: expect.any(String),
  })
})

test('several waiting changes of one user are one message, of the record as it is when it is sent', async () => {
  const { webhook } = await hooks.add()
  const { userId } = await addSomebody()
  const other = await addSomebody()
  await edit(userId, 'first')
  await edit(userId, 'second')
  const bodies = await hooks.tell()
  expect(bodies.map(body => [JSON.parse(body).webhook_user.method, userIn(body).job_description])).toEqual([
    ['CREATE', 'second'],
    ['CREATE', ''],
  ])
  expect(idsIn(bodies)[1]).toBe(other.primaryId)
  expect(await hooks.read(webhook.webhookId)).toMatchObject({ waiting: 0 })
  await edit(userId, 'third')
  expect((await hooks.tell()).map(body => userIn(body).job_description)).toEqual(['third'])
})

test('who fails is tried again after one minute, five, thirty, two hours, eight and a day, in the same order', async () => {
  const { webhook } = await hooks.add()
  const people = [await addSomebody(), await addSomebody()]
  hooks.listener.behave(answering(503))
  let minutes = 0
  const heardAfter: number[] = []
  for (; minutes <= 2200; minutes += 1) {
    const heard = await hooks.tell()
    if (heard.length > 0) {
      heardAfter.push(minutes)
      expect(idsIn(heard)).toEqual([people[0]!.primaryId])
    }
    // Only around the moments at which something may happen.
    const next = (await hooks.read(webhook.webhookId)).nextAttemptAt!
    const wait = (Date.parse(next) - hooks.server.clock.now.getTime()) / 60_000
    if (wait > 1) {
      hooks.later(wait - 1)
      minutes += wait - 1
      expect(await hooks.tell()).toEqual([])
    }
    hooks.later(1)
  }
  expect(heardAfter).toEqual([0, 1, 6, 36, 156, 636, 2076])
  expect(await hooks.read(webhook.webhookId)).toMatchObject({
    state: 'silent',
    waiting: 2,
    error: 'HTTP 503',
  })
  const [, first] = await deliveries(webhook)
  expect(first).toMatchObject({ status: 'WAITING', attempts: 7, error: 'HTTP 503' })
  hooks.listener.behave()
  hooks.later(2000)
  expect(idsIn(await hooks.tell())).toEqual(people.map(one => one.primaryId))
  expect(await hooks.read(webhook.webhookId)).toMatchObject({ state: 'active', waiting: 0 })
})

test('after three days of silence a webhook is switched off, and what waited so long has failed', async () => {
  const { webhook } = await hooks.add()
  const old = await addSomebody()
  hooks.listener.behave(answering(500))
  await hooks.tell()
  let young = { userId: 0 }
  for (let attempts = 0; attempts < 20 && (await hooks.read(webhook.webhookId)).isActive; attempts += 1) {
    const { nextAttemptAt } = await hooks.read(webhook.webhookId)
    hooks.server.clock.now = new Date(nextAttemptAt!)
    if (attempts === 5) young = await addSomebody()
    await hooks.tell()
  }
  const off = await hooks.read(webhook.webhookId)
  expect(off).toMatchObject({ state: 'off', offReason: 'SILENT', waiting: 1, failed: 1, updatedBy: 'Carrel' })
  expect(hooks.server.clock.now.getTime() - Date.parse(off.silentSince!)).toBe(3 * 24 * 3600_000)
  expect((await deliveries(webhook, '?status=FAILED')).map(one => one.userId)).toEqual([old.userId])
  const { rows } = await sql<{ new: { offReason?: string } }>`select new from settings_history
    where key = ${`webhook.${webhook.webhookId}`} and new ->> 'offReason' = 'SILENT'`.execute(hooks.ctx.db)
  expect(rows).toHaveLength(1)

  await addSomebody()
  hooks.listener.behave()
  expect(await hooks.tell()).toEqual([])
  const again = `POST /api/webhooks/${webhook.webhookId}/failed/again`
  expect((await hooks.send(again)).json().code).toBe('webhook_off')
  await hooks.edit(off, { isActive: true })
  expect((await hooks.tell()).map(body => JSON.parse(body).webhook_user.method)).toEqual(['CREATE'])
  expect((await hooks.send(again)).json()).toEqual({ count: 1 })
  expect(idsIn(await hooks.tell())).toEqual([old.primaryId])
  expect((await deliveries(webhook)).map(one => one.userId)).toEqual([young.userId, old.userId])
})

test('a message that is refused is tried by itself: others of the same person wait, all others do not', async () => {
  const { webhook } = await hooks.add()
  const [refused, other] = [await addSomebody(), await addSomebody()]
  hooks.listener.behave(refusing(422, refused.primaryId))
  expect(idsIn(await hooks.tell())).toEqual([refused.primaryId, other.primaryId])
  await edit(refused.userId, 'later')
  await edit(other.userId, 'later')
  expect(idsIn(await hooks.tell())).toEqual([other.primaryId])
  expect(await hooks.read(webhook.webhookId)).toMatchObject({
    state: 'active',
    waiting: 2,
    error: 'HTTP 422',
  })
  hooks.listener.behave()
  expect(await hooks.tell()).toEqual([])
  hooks.later(1)
  const told = await hooks.tell()
  expect(told.map(body => JSON.parse(body).webhook_user.method)).toEqual(['CREATE', 'UPDATE'])
  expect(idsIn(told)).toEqual([refused.primaryId, refused.primaryId])
})

test('one that is refused for three days has failed, and the webhook goes on', async () => {
  const { webhook } = await hooks.add()
  const refused = await addSomebody()
  hooks.listener.behave(refusing(404, refused.primaryId))
  for (let days = 0; days <= 4; days += 1) {
    for (let times = 0; times < 3; times += 1) await hooks.tell()
    hooks.later(24 * 60)
    // Somebody else shows that the listener is there.
    await addSomebody()
  }
  const [failed] = await deliveries(webhook, '?status=FAILED')
  expect(failed).toMatchObject({ userId: refused.userId, error: 'HTTP 404' })
  expect(await hooks.read(webhook.webhookId)).toMatchObject({ isActive: true, failed: 1 })
})

test('a listener that refuses everything is left in peace', async () => {
  const { webhook } = await hooks.add()
  for (let people = 0; people < 9; people += 1) await addSomebody()
  hooks.listener.behave(answering(404))
  expect(await hooks.tell()).toHaveLength(6)
  expect(await hooks.read(webhook.webhookId)).toMatchObject({ state: 'silent', waiting: 9 })
  expect(await hooks.tell()).toEqual([])
  hooks.later(1)
  expect(await hooks.tell()).toHaveLength(1)
  hooks.listener.behave()
  hooks.later(5)
  expect(await hooks.tell()).toHaveLength(9)
})

test('who answers with too much, elsewhere or too late has failed, and holds up nobody else', async () => {
  const [slow, moved, huge] = [await openListener(), await openListener(), await openListener()]
  const visited: string[] = []
  const hear =
    (behaviour: Behaviour): Behaviour =>
    (request, response, heard) =>
      request.method === 'POST'
        ? behaviour(request, response, heard)
        : answering(204)(request, response, heard)
  moved.behave(
    hear((request, response) => {
      visited.push(request.url!)
      response.writeHead(307, { location: `${moved.address}/elsewhere` }).end()
    }),
  )
  huge.behave(
    hear((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }),
  )
  const one = await hooks.add({ address: slow.address })
  const two = await hooks.add({ address: moved.address })
  const three = await hooks.add({ address: huge.address })
  await hooks.add()
  slow.behave(hear(() => undefined))
  await addSomebody()
  const begun = performance.now()
  const sending = sendNow(hooks.ctx)
  await expect.poll(() => hooks.listener.heard.length).toBeGreaterThan(0)
  expect(performance.now() - begun).toBeLessThan(2500)
  await sending
  const errorOf = async ({ webhook }: typeof one) => (await hooks.read(webhook.webhookId)).error
  expect([await errorOf(one), await errorOf(two), await errorOf(three)]).toEqual([
    'TIMEOUT',
    'HTTP 307',
    undefined,
  ])
  expect(visited).toHaveLength(1)
  for (const listener of [slow, moved, huge]) await listener.close()
  hooks.later(1)
  await hooks.tell()
  expect(await errorOf(one)).toBe('ECONNREFUSED')
}, 20_000)

test('of two workers one sends, and a worker that died is replaced', async () => {
  await hooks.add()
  for (let people = 0; people < 30; people += 1) await addSomebody()
  const before = hooks.listener.heard.length
  await Promise.all([sendNow(hooks.ctx), sendNow(hooks.ctx), sendNow(hooks.ctx)])
  const ids = hooks.listener.heard.slice(before).map(one => one.headers['webhook-id'])
  expect(ids).toHaveLength(30)
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => Number(a) - Number(b)))

  const last = await addSomebody()
  // Takes the turn and is never heard of again.
  expect(await leaseWebhook(hooks.ctx)).toBeDefined()
  expect(await hooks.tell()).toEqual([])
  hooks.later(1)
  expect(idsIn(await hooks.tell())).toEqual([last.primaryId])
})

test('what could not be told, or was told, is sent again when somebody asks for it', async () => {
  const { webhook } = await hooks.add()
  const { userId } = await addSomebody()
  await hooks.tell()
  await write(hooks.ctx, userId, { job_description: 'by now' })
  await hooks.tell()
  const [, created] = await deliveries(webhook)
  const line = `POST /api/webhooks/${webhook.webhookId}/deliveries/${created!.deliveryId}/again`
  expect((await hooks.send(line)).json()).toMatchObject({ status: 'WAITING', attempts: 0 })
  const [body] = await hooks.tell()
  expect(JSON.parse(body!)).toMatchObject({ id: String(created!.deliveryId) })
  expect(userIn(body!).job_description).toBe('by now')
  const other = await hooks.add()
  const foreign = `POST /api/webhooks/${other.webhook.webhookId}/deliveries/${created!.deliveryId}/again`
  expect((await hooks.send(foreign)).statusCode).toBe(404)
  expect(await deliveries(other.webhook)).toEqual([])
})

test('what was told is forgotten after a week, what failed after a month', async () => {
  const { webhook } = await hooks.add()
  await addSomebody()
  await hooks.tell()
  await addSomebody()
  await hooks.edit(webhook, { isActive: false })
  hooks.later(3 * 24 * 60 - 1)
  await tidyEvents(hooks.ctx)
  expect(await hooks.read(webhook.webhookId)).toMatchObject({ waiting: 1, failed: 0 })
  hooks.later(1)
  await tidyEvents(hooks.ctx)
  expect(await hooks.read(webhook.webhookId)).toMatchObject({ waiting: 0, failed: 1 })
  hooks.later(4 * 24 * 60 + 1)
  await tidyEvents(hooks.ctx)
  expect((await deliveries(webhook)).map(one => one.status)).toEqual(['FAILED'])
  hooks.later(27 * 24 * 60)
  await tidyEvents(hooks.ctx)
  expect(await deliveries(webhook)).toEqual([])
})

test('nothing that is told and no address stands in the log', async () => {
  const lines: unknown[] = []
  const log = {
    info: () => {},
    warn: (...line: unknown[]) => void lines.push(line),
    error: (...line: unknown[]) => void lines.push(line),
  }
  const { secret } = await hooks.add({ address: `${hooks.listener.address}?key=hidden` })
  const { primaryId } = await addSomebody()
  hooks.listener.behave((_request, response) => void response.writeHead(500).end(`${primaryId} is wrong`))
  await sendNow({ ...hooks.ctx, log })
  expect(lines).toHaveLength(1)
  for (const word of [secret, primaryId, 'hidden', 'Quill']) expect(JSON.stringify(lines)).not.toContain(word)
})
