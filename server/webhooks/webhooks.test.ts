import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewWebhook, Webhook } from '../../contract/webhooks.ts'
import { aDraft, draftOf, type Hooks, openHooks } from './testing/hooks.ts'

let hooks: Hooks
beforeAll(async () => {
  hooks = await openHooks()
})
afterAll(() => hooks.close())

const list = async () =>
  (await hooks.send('GET /api/webhooks', undefined, 'manager')).json().items as Webhook[]
let made = 0
const create = async (draft: object = {}) => {
  made += 1
  return (
    await hooks.send('POST /api/webhooks', { ...aDraft, name: `Own ${made}`, ...draft })
  ).json<NewWebhook>()
}
const check = async ({ webhookId }: Webhook) => hooks.send(`POST /api/webhooks/${webhookId}/check`)
const put = ({ webhookId, ...webhook }: Webhook, changes: object) =>
  hooks.send(`PUT /api/webhooks/${webhookId}`, { ...draftOf({ webhookId, ...webhook }), ...changes })

test('a webhook is added switched off, and its secret is told once and kept sealed', async () => {
  const answer = await hooks.send('POST /api/webhooks', aDraft, 'systems')
  const { webhook, secret } = answer.json<NewWebhook>()
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
  expect(webhook).toEqual({
    ...aDraft,
    webhookId: webhook.webhookId,
    isActive: false,
    state: 'off',
    offReason: 'NEW',
    waiting: 0,
    failed: 0,
    createdBy: 'Wilhelmina Quackenbush',
    createdAt: '2026-11-20T15:00:00.000Z',
    updatedBy: 'Wilhelmina Quackenbush',
    updatedAt: '2026-11-20T15:00:00.000Z',
  })
  expect(await list()).toContainEqual(webhook)
  const given = await create({ secret: ' given by hand ' })
  expect(given.secret).toBe('given by hand')
  const replaced = await hooks.send(`POST /api/webhooks/${webhook.webhookId}/secret`, {})
  const { rows } = await sql`select to_jsonb(w) as row, encode(sealed_secret, 'escape') as text
    from webhook w`.execute(hooks.ctx.db)
  const { rows: history } = await sql`select * from settings_history`.execute(hooks.ctx.db)
  for (const one of [secret, given.secret, replaced.json<NewWebhook>().secret])
    for (const told of [rows, history, await list(), hooks.server.logLines])
      expect(JSON.stringify(told)).not.toContain(one)
  expect(replaced.json<NewWebhook>().secret).not.toBe(secret)
})

test('one cannot be switched on before its address has answered', async () => {
  const { webhook } = await create({ address: hooks.listener.address })
  const refused = await put(webhook, { isActive: true })
  expect(refused.json().problems).toEqual([{ field: 'isActive', rule: 'not_checked' }])
  const checked = (await check(webhook)).json()
  expect(checked).toMatchObject({
    result: 'ok',
    status: 200,
    webhook: { state: 'off', checkedAt: expect.any(String) },
  })
  const on = (await put(webhook, { isActive: true })).json<Webhook>()
  expect(on).toMatchObject({ isActive: true, state: 'active' })
  expect(on).not.toHaveProperty('offReason')
  const off = (await put(on, { isActive: false })).json<Webhook>()
  expect(off).toMatchObject({ state: 'off', offReason: 'SWITCHED_OFF' })
})

test('another address has to be checked anew, and switches the webhook off until then', async () => {
  const { webhook } = await hooks.add()
  const moved = (await put(webhook, { address: `${hooks.listener.address}/new` })).json<Webhook>()
  expect(moved).toMatchObject({ isActive: false, offReason: 'MOVED' })
  expect(moved).not.toHaveProperty('checkedAt')
  expect((await put(moved, { isActive: true })).json().problems).toEqual([
    { field: 'isActive', rule: 'not_checked' },
  ])
  const elsewhere = { address: `${hooks.listener.address}/x`, isActive: true }
  await check(moved)
  expect((await put(moved, elsewhere)).json().problems).toEqual([{ field: 'isActive', rule: 'not_checked' }])
})

test('everything that is wrong is said at its field', async () => {
  const { webhook } = await create()
  const problems = async (draft: object) =>
    (await hooks.send('POST /api/webhooks', { ...aDraft, name: 'Fresh', ...draft })).json().problems
  expect(
    await problems({
      name: webhook.name.toUpperCase(),
      address: 'http://cards.example.edu/',
      actions: [],
      userGroups: ['NOBODY'],
      secret: 'short',
    }),
  ).toEqual([
    { field: 'name', rule: 'taken' },
    { field: 'address', rule: 'not_https' },
    { field: 'actions', rule: 'one_needed' },
    { field: 'userGroups', rule: 'unknown_code' },
    { field: 'secret', rule: 'too_short', limit: 8 },
  ])
  for (const address of ['ftp://a.example', 'cards', 'https://'])
    expect(await problems({ address })).toEqual([{ field: 'address', rule: 'not_a_web_address' }])
  for (const address of ['https://me:secret@a.example/', 'https://a.example/#part'])
    expect(await problems({ address })).toEqual([{ field: 'address', rule: 'plain_address' }])
  for (const address of ['http://127.0.0.1.example.edu/', 'http://localhost.example.edu/'])
    expect(await problems({ address })).toEqual([{ field: 'address', rule: 'not_https' }])
  for (const address of ['http://localhost:1/', 'http://[::1]:1/', 'http://127.0.0.1:1/'])
    expect(await problems({ address, name: `At ${address}` })).toBeUndefined()
  expect(await problems({ secret: 'with\u0007bell' })).toEqual([
    { field: 'secret', rule: 'control_characters' },
  ])
})

test('who changed what stands in the history of settings', async () => {
  const { webhook } = await create({ name: 'Chronicled' })
  const key = `webhook.${webhook.webhookId}`
  await put(webhook, { name: 'Renamed' })
  await put({ ...webhook, name: 'Renamed' }, {})
  await hooks.send(`POST /api/webhooks/${webhook.webhookId}/secret`, { secret: 'a new one' })
  expect((await hooks.send(`DELETE /api/webhooks/${webhook.webhookId}`)).statusCode).toBe(204)
  const { rows } = await sql<{
    old: Webhook | null
    new: Webhook | null
  }>`select old, new from settings_history
    where key = ${key} order by 1 nulls first`.execute(hooks.ctx.db)
  const names = rows.map(row => [row.old?.name, row.new?.name])
  expect(names).toHaveLength(4)
  expect(names).toEqual(
    expect.arrayContaining([
      [undefined, 'Chronicled'],
      ['Chronicled', 'Renamed'],
      ['Renamed', 'Renamed'],
      ['Renamed', undefined],
    ]),
  )
  expect(await list()).not.toContainEqual(expect.objectContaining({ webhookId: webhook.webhookId }))
})

test('who may look at the configuration sees webhooks, and only who may change it changes them', async () => {
  const { webhook } = await create()
  const one = `/api/webhooks/${webhook.webhookId}`
  const changes: [string, object?][] = [
    ['POST /api/webhooks', { ...aDraft, name: 'Not mine' }],
    [`PUT ${one}`, draftOf(webhook)],
    [`POST ${one}/secret`, {}],
    [`POST ${one}/check`],
    [`POST ${one}/failed/again`],
    [`POST ${one}/deliveries/1/again`],
    [`DELETE ${one}`],
  ]
  for (const [line, body] of changes) expect((await hooks.send(line, body, 'manager')).statusCode).toBe(403)
  for (const line of ['GET /api/webhooks', `GET ${one}/deliveries`]) {
    expect((await hooks.send(line, undefined, 'manager')).statusCode).toBe(200)
    expect((await hooks.send(line, undefined, 'desk')).statusCode).toBe(403)
  }
})
