import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeKey } from '../api-keys/testing/keys.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'

/** The embedded database takes one statement at a time; a tenth of the people shows the same there. */
const people = process.env['DATABASE_URL'] ? 1000 : 104
const clients = 8
let server: TestServer
let key: string
let port: number
const agent = new Agent({ keepAlive: true, maxSockets: clients })

beforeAll(async () => {
  server = await openTestServer({ databaseConnections: 4 })
  await sql`update institution set settings = '{"apiCallsPerSecond": 1000}'`.execute(server.db)
  const { ask } = await staffMember(server, 'administrator', ['50'])
  key = (await makeKey(ask, { areas: { users: 'write' } })).key
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  port = (server.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  agent.destroy()
  await server.close()
})

type Told = { status: number; body: Record<string, unknown> }

function send(line: string, body?: object): Promise<Told> {
  // A call every ten milliseconds keeps within the limit of a second.
  server.clock.now = new Date(server.clock.now.getTime() + 10)
  const [method, path] = line.split(' ')
  const headers = {
    authorization: `apikey ${key}`,
    accept: 'application/json',
    'content-type': 'application/json',
  }
  return new Promise((resolve, reject) => {
    const asked = request({ agent, port, method, path: `/almaws/v1${path}`, headers }, async answer => {
      let text = ''
      for await (const part of answer) text += part
      resolve({ status: answer.statusCode!, body: text === '' ? {} : JSON.parse(text) })
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** Eight clients take the numbers as they become free. */
async function inParallel(work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < people) await work(next++)
    }),
  )
}

test(`eight clients create, read, change and delete ${people} users, and nothing is lost`, {
  timeout: 300_000,
}, async () => {
  const answers = new Map<string, number>()
  const noted = ({ status }: Told, what: string): void => {
    answers.set(`${what} ${status}`, (answers.get(`${what} ${status}`) ?? 0) + 1)
  }
  const ids: string[] = []
  await inParallel(async index => {
    // Nobody says what they are called: equal names want numbers of their own.
    const told = await send('POST /users', {
      first_name: 'Same',
      last_name: `Name ${index % 10}`,
      account_type: { value: 'INTERNAL' },
    })
    noted(told, 'created')
    ids[index] = String(told.body['primary_id'])
  })
  expect(new Set(ids).size).toBe(people)

  await inParallel(async index => {
    const read = await send(`GET /users/${encodeURIComponent(ids[index]!)}`)
    noted(read, 'read')
    // Two programs change each user, one after the other; the second sees what the first has done.
    const note = (text: string) => ({ note_type: { value: 'OTHER' }, note_text: text })
    const first = await send(`PUT /users/${encodeURIComponent(ids[index]!)}`, {
      ...read.body,
      user_note: [note(`one ${index}`)],
    })
    noted(first, 'changed')
    const notes = first.body['user_note'] as object[]
    noted(
      await send(`PUT /users/${encodeURIComponent(ids[index]!)}`, {
        ...first.body,
        user_note: [...notes, note(`two ${index}`)],
      }),
      'changed',
    )
  })
  const { rows } = await sql<{ text: string }>`select text from user_note order by text`.execute(server.db)
  const wanted = Array.from({ length: people }, (_, index) => [`one ${index}`, `two ${index}`]).flat()
  expect(rows.map(row => row.text).sort()).toEqual(wanted.sort())

  await inParallel(async index =>
    noted(await send(`DELETE /users/${encodeURIComponent(ids[index]!)}`), 'deleted'),
  )
  expect(Object.fromEntries(answers)).toEqual({
    'created 200': people,
    'read 200': people,
    'changed 200': 2 * people,
    'deleted 204': people,
  })
  const left = await sql`select from user_account where first_name = 'Same'`.execute(server.db)
  expect(left.rows.length).toBe(0)
})

test('of eight whole records written to one user at once the last one stands, whole, and all are in the history', async () => {
  await send('POST /users', {
    primary_id: 'contested',
    last_name: 'Start',
    account_type: { value: 'INTERNAL' },
  })
  const read = await send('GET /users/contested')
  const told = await Promise.all(
    Array.from({ length: clients }, (_, index) =>
      send('PUT /users/contested', {
        ...read.body,
        first_name: `First ${index}`,
        last_name: `Last ${index}`,
        user_note: [{ note_type: { value: 'OTHER' }, note_text: `Note ${index}` }],
      }),
    ),
  )
  expect(told.map(one => one.status)).toEqual(Array.from({ length: clients }, () => 200))
  const { body } = await send('GET /users/contested')
  const index = String(body['first_name']).slice('First '.length)
  expect(body).toMatchObject({ last_name: `Last ${index}`, user_note: [{ note_text: `Note ${index}` }] })
  expect((body['user_note'] as unknown[]).length).toBe(1)
  const { rows } = await sql<{ name: string }>`
    select h.new ->> 'last_name' as name from user_history h join user_account u using (institution_id, user_id)
    where u.primary_id = 'contested' and h.new ? 'last_name' order by h.revision`.execute(server.db)
  expect(rows.map(row => row.name).sort()).toEqual(['Start', ...told.map((_, one) => `Last ${one}`)].sort())
  expect(rows.at(-1)!.name).toBe(`Last ${index}`)
})
