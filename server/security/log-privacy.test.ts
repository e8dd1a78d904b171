import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendAskedResets } from '../access/password-resets.ts'
import {
  ask,
  codeOf,
  emailOf,
  enter,
  inside,
  mark,
  password,
  send,
  setSettings,
  somebody,
  withFactor,
} from '../access/testing/entrance.ts'
import { multipart } from '../http/testing/mounted.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { oidcClient } from '../sso/testing/oidc-server.ts'
import { addProfile } from '../sso/testing/profiles.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'
import { staffMember } from '../users/testing/staff.ts'
import { endpointsOf } from './testing/endpoints.ts'

// Whoever reads the log learns what the program did, and nothing by which to get in or to know who somebody is.

let server: TestServer
const secrets = new Map<string, string>()
const remember = (what: string, text: unknown) => secrets.set(what, String(text))

beforeAll(async () => {
  server = await openTestServer({ logLevel: 'trace' })
  await setSettings(server, { mfaForInternal: true, allowSimulatedLogin: true })
})
afterAll(() => server.close())

function rememberSession(what: string, { cookies, headers }: SignedIn): void {
  remember(`the token of ${what}`, cookies['carrel_session'])
  remember(`the CSRF token of ${what}`, headers['x-csrf-token'])
}

const next = 'staple of the desk'

async function getIn(): Promise<void> {
  const person = await somebody(server, { primaryId: 'zebulon.quincy' })
  await mark(server, person, emailOf('zebulon@mountains.example'))
  remember('a name', 'zebulon')
  remember('the password', password)
  remember('the next password', next)
  const signedIn = await inside(server, person)
  rememberSession('the session', signedIn)
  await ask(server, signedIn, 'PUT /api/account/password', {
    current: 'wrong guess 1',
    password: 'wrong guess 2',
  })
  remember('a wrong password', 'wrong guess')
  const { secret, recoveryCodes } = await withFactor(server, signedIn)
  remember('the secret of the app', secret)
  for (const code of recoveryCodes) remember(`recovery code ${code}`, code)
  const { ticket } = (await enter(server, person)).json<{ ticket: string }>()
  remember('a ticket', ticket)
  await send(server, '/api/session/second-factor', { ticket, code: codeOf(server, secret) })
  await send(server, '/api/session/second-factor', { ticket, code: recoveryCodes[0]! })
  await send(server, '/api/session', { primaryId: 'zebulon.quincy', password: 'wrong guess 3' })
  await send(server, '/api/password-resets', { name: 'zebulon@mountains.example' })
  await sendAskedResets(
    { ...contextOf(server), log: server.app.log },
    { origin: 'https://carrel.example.edu' },
  )
  const { rows } = await sql<{ text: string }>`select text from letter_outbox`.execute(server.db)
  const link = /#([\w-]{43})/.exec(rows[0]!.text)![1]!
  remember('the token of a link', link)
  await send(server, '/api/session/password', { ticket: link, password: 'short' })
  await send(server, '/api/session/password', { ticket: link, password: next })
  await send(server, '/api/setup', { token: link, password: next, primaryId: 'zebulon' })
  await request(server, `GET /reset?token=${link}`)
  await request(server, `GET /api/session?ticket=${link}`, signedIn)
}

async function getInByOthers(): Promise<void> {
  const { ask: admin } = await staffMember(server, 'ottoline', ['50', '32'])
  remember('the name of staff', 'ottoline')
  const settings = { issuer: 'http://127.0.0.1:9', ...oidcClient }
  remember('the secret of a client', oidcClient.clientSecret)
  await addProfile(admin, { code: 'closed', kind: 'OIDC', settings })
  await addProfile(admin, { code: 'cas', kind: 'CAS', settings: { serverUrl: 'http://127.0.0.1:9/zebulon' } })
  await send(server, '/api/sso/closed/start', { next: '/users?q=zebulon' })
  await request(server, 'GET /api/sso/closed/return?code=the-code-of-zebulon&state=zebulon')
  await request(server, 'GET /api/sso/cas/return?ticket=ST-zebulon')
  await send(server, '/api/sso/closed/directory', { name: 'zebulon', password })
}

async function doHarm(): Promise<void> {
  const { ask: admin, signedIn } = await staffMember(server, 'ottoline2', ['50', '32'])
  rememberSession('staff', signedIn)
  remember('a barcode', '29012345678901')
  remember('a file', 'dossier-of-zebulon')
  const body = multipart([
    { name: 'file', fileName: 'dossier-of-zebulon.csv', content: 'Barcode\n29012345678901\n' },
  ])
  const options = { ...signedIn, headers: { ...signedIn.headers, ...body.headers }, payload: body.payload }
  for (const line of ['POST /api/sets/from-file', 'POST /api/tasks/sis', 'POST /api/tasks/courses'])
    await request(server, line, options)
  await createPeople(contextOf(server), [
    { first_name: 'Zebulon', last_name: 'Montgomery', primary_id: 'taken-zebulon' },
  ])
  const values = {
    primary_id: 'taken-zebulon',
    first_name: 'Zebulon',
    last_name: 'Montgomery',
    pin_number: '7391',
  }
  remember('a last name', 'montgomery')
  await admin('POST /api/users', { recordType: 'STAFF', values })
  for (const { line } of endpointsOf(server, one => one.method !== 'DELETE')) {
    await request(server, `${line}?q=zebulon&filter=%7B%22zebulon`, signedIn)
    await request(server, line, { ...signedIn, payload: { zebulon: 'zebulon', password: 'wrong guess 4' } })
  }
  await request(server, 'POST /api/users', {
    ...signedIn,
    headers: { ...signedIn.headers, 'content-type': 'application/json' },
    payload: '{"values": {"first_name": "Zebulon',
  })
  const odd = { 'user-agent': 'zebulon', referer: 'https://a.example/zebulon', 'x-forwarded-for': 'zebulon' }
  await request(server, 'GET /api/health', { headers: { ...odd, authorization: 'Bearer zebulon' } })
  await sql`alter table code_value rename to hidden_table`.execute(server.db)
  await admin('POST /api/users', { recordType: 'STAFF', values })
  await admin('GET /api/users?q=zebulon')
  await sql`alter table hidden_table rename to code_value`.execute(server.db)
  // The database quotes the row that it refuses.
  await sql`alter table user_account add constraint none_of_these check (last_name <> 'Montgomery') not valid`.execute(
    server.db,
  )
  const email = { address: 'zebulon@mountains.example', types: ['work'], preferred: true }
  const another = { ...values, primary_id: 'new-zebulon', user_group: 'STAFF', 'email/a': email }
  const failed = await admin('POST /api/users', {
    recordType: 'STAFF',
    values: another,
    acceptLookAlikes: true,
  })
  expect(failed.statusCode, failed.body).toBe(500)
}

test('after all the ways in, and all that can go wrong, no line has a secret or says who', async () => {
  await getIn()
  await getInByOthers()
  await doHarm()
  // Numbers of requests and times may contain any digits.
  const lines = server.logLines.map(line => line.replaceAll(/"(reqId|time)":"[^"]*",?/g, ''))
  const log = lines.join('\n').toLowerCase()
  expect(secrets.size).toBeGreaterThan(20)
  for (const [what, text] of secrets) expect([what, log.includes(text.toLowerCase())]).toEqual([what, false])
  for (const text of ['127.0.0.1', 'quincy', 'example.edu', '7391', 'st-zebulon', 'set-cookie'])
    expect([text, log.includes(text)]).toEqual([text, false])
  // It is no empty log: each request has its line, by the pattern of its path.
  expect(log).toContain('"route":"/api/session/second-factor","status":200')
  expect(log).toContain('"msg":"request failed"')
  expect(log).toContain('"reason":')
})
