import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, request, type TestServer, trySignIn } from '../http/testing/test-server.ts'
import { upkeep } from '../upkeep.ts'
import { contextOf } from '../users/testing/people.ts'
import { ask, enter, inside, password, setSettings, somebody } from './testing/entrance.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const signedInAs = async (role: string) => inside(server, await somebody(server, { roles: [role] }))

async function edit(role: string, values: object, userId?: number) {
  const id = userId ?? (await somebody(server)).userId
  return ask(server, await signedInAs(role), `PATCH /api/users/${id}`, { revision: 1, values })
}

test.each([
  ['force_password_change', undefined],
  ['mfa_enabled', 'mfaForInternal'],
  ['allow_simulated_login', 'allowSimulatedLogin'],
])(
  '%s is on the record and for user managers alone, where the institution has it',
  async (field, setting) => {
    const isThere = async () => {
      const { fields } = (await ask(server, await signedInAs('21'), 'GET /api/configuration')).json()
      return fields.some((one: { name: string }) => one.name === field)
    }
    if (setting) {
      expect(await isThere()).toBe(false)
      expect((await edit('21', { [field]: true })).json().problems).toEqual([
        { field, rule: 'unknown_field' },
      ])
      await setSettings(server, { [setting]: true })
    }
    expect(await isThere()).toBe(true)
    for (const role of ['21', '50']) {
      expect((await edit(role, { [field]: true })).json().values).toMatchObject({ [field]: true })
    }
    expect((await edit('32', { [field]: true })).json()).toMatchObject({
      code: 'forbidden',
      details: { permission: 'users.set_password' },
    })
  },
)

test('staff who set a password may ask for another one at the next sign-in', async () => {
  const person = await somebody(server)
  const payload = { password: 'staple of the desk', mustChange: true }
  expect(
    (await ask(server, await signedInAs('21'), `PUT /api/users/${person.userId}/password`, payload))
      .statusCode,
  ).toBe(204)
  expect((await trySignIn(server, person.primaryId, payload.password)).json().next).toBe('change_password')
})

const newcomer = (values: object = {}, others: object = {}) => ({
  recordType: 'PUBLIC',
  values: {
    primary_id: `new-${Math.random()}`,
    first_name: 'Nora',
    last_name: 'New',
    user_group: 'STUDENT',
    'email/a': { address: 'nora@example.edu', types: ['personal'] },
    ...values,
  },
  ...others,
})

test('a new user signs in with the password of the form, and changes it first if it says so', async () => {
  const body = newcomer({ force_password_change: true }, { password: 'staple of the desk' })
  const added = await ask(server, await signedInAs('21'), 'POST /api/users', body)
  expect(added.json()).toMatchObject({ values: { force_password_change: true } })
  const primaryId = added.json().values.primary_id
  expect((await trySignIn(server, primaryId, 'staple of the desk')).json().next).toBe('change_password')
  const { rows } = await sql<{ text: string }>`select new::text as text from user_history
    where user_id = ${added.json().userId}`.execute(server.db)
  expect(rows[0]!.text).toContain('password_changed_at')
  expect(rows[0]!.text).not.toContain('staple')
})

test('a new user whose password is not good is not added, and all that is wrong is named', async () => {
  const body = newcomer({ last_name: '' }, { password: 'short' })
  const answer = await ask(server, await signedInAs('50'), 'POST /api/users', body)
  expect(answer.json().problems).toEqual(
    expect.arrayContaining([
      { field: 'last_name', rule: 'required' },
      { field: 'password', rule: 'too_short', limit: 8 },
    ]),
  )
  const { rows } = await sql`select from user_account where primary_id = ${body.values.primary_id}`.execute(
    server.db,
  )
  expect(rows).toEqual([])
})

test.each([{ status: 'INACTIVE' }, { expiry_date: '2026-11-20' }])(
  'an account that is over by %j has lost its sessions, and has none when it is good again',
  async values => {
    const person = await somebody(server)
    const before = await inside(server, person)
    expect((await edit('50', values, person.userId)).statusCode).toBe(200)
    server.clock.now = new Date('2026-11-21T12:00:00Z')
    await upkeep(contextOf(server), { dataFolder: '/nonexistent', wake: async () => undefined } as never)
    const again = { status: 'ACTIVE', expiry_date: null }
    const administrator = await signedInAs('50')
    await ask(server, administrator, `PATCH /api/users/${person.userId}`, { revision: 2, values: again })
    expect((await request(server, 'GET /api/session', before)).statusCode).toBe(401)
    expect((await enter(server, person)).statusCode).toBe(200)
    server.clock.now = new Date('2026-11-20T15:00:00Z')
  },
)

test('deactivation ends sessions in the same moment', async () => {
  const person = await somebody(server)
  await inside(server, person)
  await edit('50', { status: 'INACTIVE' }, person.userId)
  const { rows } = await sql`select from session where user_id = ${person.userId}`.execute(server.db)
  expect(rows).toEqual([])
})

test('guesses over many names from one address are refused after the limit of the institution’s machine', async () => {
  const limited = await openTestServer({ signInsPerMinute: 10 }, server)
  const statuses: number[] = []
  for (let index = 0; index < 14; index++)
    statuses.push((await trySignIn(limited, `name-${index}`, password)).statusCode)
  expect(statuses).toEqual([...Array(10).fill(401), ...Array(4).fill(429)])
  const elsewhere = { remoteAddress: '192.0.2.9', payload: { primaryId: 'name-1', password } }
  expect((await request(limited, 'POST /api/session', elsewhere)).statusCode).toBe(401)
  await limited.close()
})
