import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser, openTestServer, request, signInAs, type TestServer } from '../http/testing/test-server.ts'

const password = 'correct horse battery'
const next = 'staple of the desk'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

let people = 0
/** Somebody with these roles, and how to ask the server as them. */
async function somebody(roles: string[], primaryId = `person-${people++}`) {
  const userId = await addUser(server, { primaryId, password, roles })
  return { userId, primaryId }
}

async function setAs(roles: string[], userId: number, body: object) {
  const { primaryId } = await somebody(roles)
  const signedIn = await signInAs(server, primaryId, password)
  return request(server, `PUT /api/users/${userId}/password`, { ...signedIn, payload: body })
}

async function history(userId: number) {
  const { rows } = await sql<{ new: object; source: string }>`select h.new, c.source from user_history h
    join change_set c using (institution_id, change_set_id)
    where h.user_id = ${userId} order by h.revision desc limit 1`.execute(server.db)
  return rows[0]!
}

test('a new password opens the door, ends open sessions, and the history only says that there is one', async () => {
  const { userId, primaryId } = await somebody(['200'])
  const before = await signInAs(server, primaryId, password)
  expect((await setAs(['21'], userId, { password: next })).statusCode).toBe(204)
  expect((await request(server, 'GET /api/session', before)).statusCode).toBe(401)
  await expect(signInAs(server, primaryId, password)).rejects.toThrow()
  await signInAs(server, primaryId, next)
  const { new: told, source } = await history(userId)
  expect([Object.keys(told), source]).toEqual([['password_changed_at'], 'screen'])
  expect(JSON.stringify(await history(userId))).not.toContain(next)
})

test.each([
  ['too short', 'short', 'too_short'],
  ['a common one', 'password1', 'too_common'],
])('a password that is %s is refused, and the old one still works', async (_, wrong, rule) => {
  const { userId, primaryId } = await somebody(['200'])
  const response = await setAs(['50'], userId, { password: wrong })
  expect([response.statusCode, response.json().problems]).toMatchObject([422, [{ field: 'password', rule }]])
  await signInAs(server, primaryId, password)
})

test('nobody sets the password of a person who may do more than they', async () => {
  const { userId, primaryId } = await somebody(['50'])
  const response = await setAs(['21'], userId, { password: next })
  expect([response.statusCode, response.json().code]).toEqual([403, 'forbidden'])
  await signInAs(server, primaryId, password)
})

test.each([['32'], ['38'], ['26'], ['200']])('role %s may not set passwords', async role => {
  const { userId } = await somebody(['200'])
  const response = await setAs([role], userId, { password: next })
  expect([response.statusCode, response.json().details]).toEqual([403, { permission: 'users.set_password' }])
})

test('protected accounts and people who are not there are refused', async () => {
  const { userId } = await somebody(['200'], 'exl_impl')
  expect((await setAs(['50'], userId, { password: next })).json().code).toBe('protected_account')
  expect((await setAs(['50'], 9_999_999, { password: next })).statusCode).toBe(404)
})
