import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountedEndpoints } from './http/mount.ts'
import {
  addUser,
  openTestServer,
  request,
  signInAs,
  type TestServer,
  trySignIn,
} from './http/testing/test-server.ts'

const password = 'correct horse battery'
let server: TestServer
let webFolder: string

beforeAll(async () => {
  webFolder = mkdtempSync(join(tmpdir(), 'carrel-web-'))
  mkdirSync(join(webFolder, 'assets'))
  writeFileSync(join(webFolder, 'index.html'), '<title>Carrel</title>')
  writeFileSync(join(webFolder, 'icon.svg'), '<svg/>')
  writeFileSync(join(webFolder, '.secret'), 'x')
  writeFileSync(join(webFolder, 'assets/index-a1b2c3.js'), 'start()')
  server = await openTestServer({ webFolder })
  await addUser(server, { primaryId: 'Zaphod.Beeblebrox', password, roles: ['50'], barcode: '42424242' })
})
afterAll(async () => {
  await server.close()
  rmSync(webFolder, { recursive: true })
})

test('health says that the database answers, to anybody', async () => {
  const response = await request(server, 'GET /api/health')
  expect(response.json()).toEqual({ status: 'ok', needsSetup: false })
})

test('every endpoint but the steps of signing in, set-up and health refuses strangers', async () => {
  const open = mountedEndpoints(server.app).filter(one => one.permission === null)
  expect(open.map(one => `${one.method} ${one.path}`).toSorted()).toEqual([
    'GET /api/health',
    'GET /api/sso',
    'GET /api/sso/:code/metadata',
    'GET /api/sso/:code/return',
    'POST /api/password-resets',
    'POST /api/session',
    'POST /api/session/appeal',
    'POST /api/session/password',
    'POST /api/session/second-factor',
    'POST /api/session/second-factor/confirmation',
    'POST /api/session/second-factor/secret',
    'POST /api/setup',
    'POST /api/sso/:code/assertion',
    'POST /api/sso/:code/directory',
    'POST /api/sso/:code/start',
  ])
  for (const endpoint of mountedEndpoints(server.app).filter(one => one.permission !== null)) {
    const url = endpoint.path.replaceAll(/:\w+/g, '1')
    const response = await server.app.inject({ method: endpoint.method, url })
    expect([endpoint.path, response.statusCode]).toEqual([endpoint.path, 401])
  }
})

test.each([
  'GET /api/nothing',
  'GET /api',
  'PUT /api/session',
  'POST /nothing',
  'GET /api/%',
  'GET /assets/gone.js',
  'GET //users',
  'GET /assets/%00',
  'GET /assets/..%2f..%2fpackage.json',
])('%s is a problem, not a page', async line => {
  const response = await request(server, line)
  expect(response.statusCode).toBe(404)
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(response.json()).toEqual({
    type: 'urn:carrel:problem:not_found',
    title: 'Not found',
    status: 404,
    code: 'not_found',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
})

test.each([
  ['GET /', '<title>Carrel</title>', 'no-store'],
  ['GET /users/42?q=smith', '<title>Carrel</title>', 'no-store'],
  ['GET /.secret', '<title>Carrel</title>', 'no-store'],
  ['GET /../package.json', '<title>Carrel</title>', 'no-store'],
  ['GET /assets/index-a1b2c3.js', 'start()', 'public, max-age=31536000, immutable'],
  ['GET /icon.svg', '<svg/>', 'no-cache'],
])('%s serves the screens', async (line, content, caching) => {
  const response = await request(server, line)
  expect([response.statusCode, response.body, response.headers['cache-control']]).toEqual([
    200,
    content,
    caching,
  ])
})

test('without built screens a page says how to build them', async () => {
  const bare = await openTestServer({}, server)
  const response = await request(bare, 'GET /users')
  expect([response.statusCode, response.body]).toEqual([404, expect.stringContaining('npm run build')])
  await bare.close()
})

test.each(['GET /api/health', 'GET /', 'GET /api/nothing'])('%s carries the security headers', async line => {
  const { headers } = await request(server, line)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(String(headers['content-security-policy']).split(';').toSorted()).toEqual([
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "object-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
  ])
  expect(headers['strict-transport-security']).toBeUndefined()
})

test('behind https browsers are told to stay there', async () => {
  const secure = await openTestServer({ publicOrigin: 'https://carrel.example.edu' }, server)
  const { headers } = await request(secure, 'GET /api/health')
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
  expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
  await secure.close()
})

test('a body beyond the limit is refused', async () => {
  const payload = { primaryId: 'x'.repeat(20_000), password }
  expect((await request(server, 'POST /api/session', { payload })).json()).toMatchObject({
    status: 413,
    code: 'body_too_large',
  })
})

test('too many sign-ins, requests or unknown paths from one address are refused', async () => {
  const limited = await openTestServer({ signInsPerMinute: 3, requestsPerMinute: 5 }, server)
  const send = async (line: string, count: number) => {
    const options = line.startsWith('POST') ? { payload: { primaryId: 'x', password } } : {}
    const answers = []
    for (let index = 0; index < count; index++) answers.push(await request(limited, line, options))
    return answers
  }
  const signIns = await send('POST /api/session', 4)
  expect(signIns.map(one => one.statusCode)).toEqual([401, 401, 401, 429])
  expect(signIns[3]?.json()).toMatchObject({ code: 'too_many_requests', details: { retryAfterSeconds: 60 } })
  expect(signIns[3]?.headers['retry-after']).toBe('60')
  expect((await send('GET /api/health', 6)).map(one => one.statusCode)).toEqual([
    200, 200, 200, 200, 200, 429,
  ])
  expect((await send('GET /api/nothing', 241)).at(-1)?.statusCode).toBe(429)
  await limited.close()
})

test('an error that nobody foresaw is answered without its text, and logged with the id of the request', async () => {
  const broken = await openTestServer({}, server)
  const signedIn = await signInAs(broken, 'Zaphod.Beeblebrox', password)
  await sql`alter table code_value rename to hidden_table`.execute(broken.db)
  const response = await request(broken, 'GET /api/configuration', signedIn)
  const body = response.json<Record<string, unknown>>()
  expect(body).toEqual({
    type: 'urn:carrel:problem:internal',
    title: 'Internal',
    status: 500,
    code: 'internal',
    requestId: expect.any(String),
  })
  const line = broken.logLines.map(one => JSON.parse(one)).find(one => one.msg === 'request failed')
  expect(line).toMatchObject({ reqId: body['requestId'], code: 'internal', err: { code: '42P01' } })
  await sql`alter table hidden_table rename to code_value`.execute(broken.db)
  await broken.close()
})

test('no log line holds a secret, a name, an address or what was searched for', async () => {
  const { logLines } = server
  const signedIn = await signInAs(server, 'Zaphod.Beeblebrox', password)
  await trySignIn(server, 'Zaphod.Beeblebrox', 'a wrong password')
  await trySignIn(server, 'Trillian', password)
  await request(server, 'GET /api/configuration?q=Zaphod', signedIn)
  await request(server, 'GET /users/Zaphod.Beeblebrox?q=Beeblebrox')
  await request(server, 'GET /api/Beeblebrox')
  await request(server, 'POST /api/session', {
    payload: '{"password": "swordfish',
    headers: { 'content-type': 'application/json' },
  })
  await request(server, 'POST /api/session', { payload: { primaryId: 'Zaphod\u0000', password } })
  const log = logLines.join('')
  expect(log).toMatch(/"route":"\/api\/session","status":401/)
  const secrets = [
    signedIn.cookies['carrel_session']!,
    signedIn.headers['x-csrf-token']!,
    password,
    'wrong password',
  ]
  for (const text of [
    ...secrets,
    'Zaphod',
    'Beeblebrox',
    'Quackenbush',
    'Trillian',
    'swordfish',
    '127.0.0.1',
  ]) {
    expect(log).not.toContain(text)
  }
})

test('closing lets a running request finish and takes no new one', async () => {
  const own = await openTestServer({}, server)
  await own.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = own.app.server.address() as AddressInfo
  const status = new Promise(resolve => {
    get({ port, path: '/api/health' }, response => resolve(response.resume().statusCode))
  })
  await new Promise(resolve => own.app.server.once('request', resolve))
  await own.app.close()
  expect(await status).toBe(200)
  await own.close()
})
