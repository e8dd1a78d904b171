import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addUser,
  openTestServer,
  request,
  type SignedIn,
  signInAs,
  type TestServer,
} from '../http/testing/test-server.ts'

const password = 'correct horse battery'
let server: TestServer

beforeAll(async () => {
  server = await openTestServer()
  await addUser(server, { primaryId: 'ada', password })
})
afterAll(() => server.close())

/** Signs out with changed headers and says how that went. */
async function signOutWith(change: (signedIn: SignedIn) => Record<string, string>): Promise<string> {
  const signedIn = await signInAs(server, 'ada', password)
  const { cookies } = signedIn
  const response = await request(server, 'DELETE /api/session', { cookies, headers: change(signedIn) })
  const after = await request(server, 'GET /api/session', signedIn)
  const state = after.statusCode === 200 ? 'still signed in' : 'signed out'
  return `${response.statusCode === 204 ? 'done' : response.json().code}, ${state}`
}

const refused = 'csrf_refused, still signed in'
const done = 'done, signed out'

test('a change without the token of its session does nothing', async () => {
  expect(await signOutWith(() => ({}))).toBe(refused)
  expect(await signOutWith(() => ({ 'x-csrf-token': '' }))).toBe(refused)
  expect(await signOutWith(({ headers }) => ({ 'x-csrf-token': `${headers['x-csrf-token']}x` }))).toBe(
    refused,
  )
  expect(await signOutWith(({ headers }) => headers)).toBe(done)
})

test('the token of another session is refused', async () => {
  const other = await signInAs(server, 'ada', password)
  expect(await signOutWith(() => other.headers)).toBe(refused)
})

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, done],
  [{ 'sec-fetch-site': 'same-site' }, refused],
  [{ 'sec-fetch-site': 'cross-site' }, refused],
  [{ 'sec-fetch-site': 'none' }, refused],
  [{ origin: 'http://carrel.test:8080', host: 'carrel.test:8080' }, done],
  [{ origin: 'http://evil.test', host: 'carrel.test:8080' }, refused],
  [{ origin: 'https://carrel.test:8080', host: 'carrel.test:8080' }, refused],
  [{ origin: 'null', host: 'carrel.test:8080' }, refused],
])('with the right token and %o: %s', async (headers, outcome) => {
  expect(await signOutWith(signedIn => ({ ...signedIn.headers, ...headers }))).toBe(outcome)
})

test('another site cannot sign a browser in', async () => {
  const payload = { primaryId: 'ada', password }
  const headers = { origin: 'http://evil.test' }
  const response = await request(server, 'POST /api/session', { headers, payload })
  expect(response.json()).toMatchObject({ status: 403, code: 'csrf_refused' })
  expect(response.headers['set-cookie']).toBeUndefined()
})

test('behind a proxy the public address counts, not what the request says', async () => {
  const publicOrigin = 'https://carrel.example.edu'
  const proxied = await openTestServer({ publicOrigin }, server)
  const signIn = (origin: string, host: string) =>
    request(proxied, 'POST /api/session', {
      headers: { origin, host },
      payload: { primaryId: 'a', password },
    })
  expect((await signIn(publicOrigin, 'internal:8080')).statusCode).toBe(401)
  expect((await signIn('http://internal:8080', 'internal:8080')).statusCode).toBe(403)
  await proxied.close()
})
