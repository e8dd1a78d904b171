import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestServer, request, signedInBy, type TestServer } from '../http/testing/test-server.ts'
import { ask, inside, mark, type Person, setSettings, somebody } from './testing/entrance.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())
beforeEach(() => setSettings(server, { allowSimulatedLogin: true }))

async function support() {
  const person = await somebody(server, { roles: ['50'] })
  await mark(server, person, sql`first_name = 'Sam', last_name = 'Support'`)
  return { ...person, signedIn: await inside(server, person) }
}

async function willing(roles = ['21']) {
  const person = await somebody(server, { roles })
  await mark(server, person, sql`allow_simulated_login = true`)
  return person
}

const begin = async (helper: Awaited<ReturnType<typeof support>>, { userId }: Person) =>
  ask(server, helper.signedIn, 'POST /api/session/simulation', { userId })

test('support acts as a user who allows it: with that user’s rights, and both names', async () => {
  const [helper, person] = [await support(), await willing()]
  const answer = await begin(helper, person)
  expect(answer.json()).toMatchObject({
    user: { userId: person.userId, name: 'Wilhelmina Quackenbush' },
    simulation: { by: 'Sam Support' },
  })
  const simulated = signedInBy(answer)
  const session = (await ask(server, simulated, 'GET /api/session')).json()
  expect(session.permissions).toContain('users.edit')
  expect(session.permissions).not.toContain('configuration.edit')
  expect((await ask(server, simulated, 'PATCH /api/settings', { values: {} })).json().code).toBe('forbidden')
})

test('whatever is changed meanwhile names both in the history, and the record says that it happened', async () => {
  const [helper, person, patron] = [await support(), await willing(), await somebody(server)]
  const simulated = signedInBy(await begin(helper, person))
  const edit = { revision: 1, values: { job_description: 'Reader' } }
  expect((await ask(server, simulated, `PATCH /api/users/${patron.userId}`, edit)).statusCode).toBe(200)
  const actors = async ({ userId }: Person) => {
    const { rows } = await sql<{ fields: string; name: string }>`
      select array_to_string(array(select jsonb_object_keys(h.new)), ',') as fields, c.actor_name as name
      from user_history h join change_set c using (institution_id, change_set_id)
      where h.user_id = ${userId} order by h.revision desc limit 1`.execute(server.db)
    return rows[0]
  }
  expect(await actors(patron)).toMatchObject({ name: 'Sam Support → Wilhelmina Quackenbush' })
  expect(await actors(person)).toEqual({ fields: 'simulated_login_at', name: 'Sam Support' })
})

test('the end gives support its own session back, under a token of its own each time', async () => {
  const [helper, person] = [await support(), await willing()]
  const simulated = signedInBy(await begin(helper, person))
  expect((await ask(server, helper.signedIn, 'GET /api/session')).statusCode).toBe(401)
  const answer = await ask(server, simulated, 'DELETE /api/session/simulation')
  expect(answer.json()).toMatchObject({ user: { userId: helper.userId, name: 'Sam Support' } })
  expect(answer.json()).not.toHaveProperty('simulation')
  expect((await ask(server, simulated, 'GET /api/session')).statusCode).toBe(401)
  expect((await ask(server, signedInBy(answer), 'GET /api/session')).statusCode).toBe(200)
})

test('without consent, for oneself, or where the institution has it off, nobody is acted for', async () => {
  const helper = await support()
  const refusal = async (person: Person) => (await begin(helper, person)).json()
  expect(await refusal(await somebody(server))).toMatchObject({ status: 403, code: 'simulation_not_allowed' })
  await mark(server, helper, sql`allow_simulated_login = true`)
  expect(await refusal(helper)).toMatchObject({ code: 'simulation_not_allowed' })
  const gone = await willing()
  await mark(server, gone, sql`status = 'INACTIVE'`)
  expect(await refusal(gone)).toMatchObject({ code: 'simulation_not_allowed' })
  expect(await refusal({ ...gone, userId: 9_999_999 })).toMatchObject({ code: 'simulation_not_allowed' })
  await setSettings(server, { allowSimulatedLogin: false })
  expect(await refusal(await willing())).toMatchObject({ code: 'simulation_not_allowed' })
})

test.each([['21'], ['26'], ['32'], ['200']])('role %s may not act as others', async role => {
  const signedIn = await inside(server, await somebody(server, { roles: [role] }))
  const { userId } = await willing()
  const answer = await ask(server, signedIn, 'POST /api/session/simulation', { userId })
  expect(answer.json()).toMatchObject({ code: 'forbidden', details: { permission: 'session.simulate' } })
})

test.each([
  [
    'the consent is taken back',
    (person: Person, _helper: Person) => mark(server, person, sql`allow_simulated_login = null`),
  ],
  ['the institution switches it off', () => setSettings(server, { allowSimulatedLogin: false })],
  [
    'support is deactivated',
    (_person: Person, helper: Person) => mark(server, helper, sql`status = 'INACTIVE'`),
  ],
  ['the user expires', (person: Person) => mark(server, person, sql`expiry_date = '2026-11-19'`)],
  [
    'support loses its role',
    async (_person: Person, { userId }: Person) => {
      await sql`update user_role set status = 'INACTIVE' where user_id = ${userId}`.execute(server.db)
    },
  ],
])('it is over at once when %s', async (_when, happen) => {
  const [helper, person] = [await support(), await willing()]
  const simulated = signedInBy(await begin(helper, person))
  expect((await ask(server, simulated, 'GET /api/session')).statusCode).toBe(200)
  await happen(person, helper)
  expect((await ask(server, simulated, 'GET /api/session')).statusCode).toBe(401)
})

test('support cannot change how the user gets in, nor go on to yet another one', async () => {
  const [helper, person, other] = [await support(), await willing(['50']), await willing()]
  const simulated = signedInBy(await begin(helper, person))
  const refused = async (line: string, payload?: object) =>
    (await ask(server, simulated, line, payload)).json().details
  expect(await refused('GET /api/account')).toEqual({ permission: 'account.own' })
  expect(await refused('POST /api/session/simulation', { userId: other.userId })).toEqual({
    permission: 'session.simulate',
  })
})

test('the user sees support among the own sessions, and ends it', async () => {
  const [helper, person] = [await support(), await willing()]
  const own = await inside(server, person)
  const simulated = signedInBy(await begin(helper, person))
  const { items } = (await ask(server, own, 'GET /api/account/sessions')).json()
  const theirs = items.find((one: { simulatedBy?: string }) => one.simulatedBy === 'Sam Support')
  expect((await ask(server, own, `DELETE /api/account/sessions/${theirs.sessionId}`)).statusCode).toBe(204)
  expect((await request(server, 'GET /api/session', simulated)).statusCode).toBe(401)
})

test.each([{}, { userId: 0 }, { userId: 1, reason: 'x' }])('%j is refused', async payload => {
  const answer = await ask(server, (await support()).signedIn, 'POST /api/session/simulation', payload)
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'invalid_input'])
})
