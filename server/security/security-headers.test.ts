import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { allRoles, endpointsOf } from './testing/endpoints.ts'

// Whatever is answered, the browser is told what it may do with it. (The directives themselves: server/app.test.ts.)

let webFolder: string
let server: TestServer
let signedIn: SignedIn
let ask: Ask

beforeAll(async () => {
  webFolder = mkdtempSync(join(tmpdir(), 'carrel-web-'))
  mkdirSync(join(webFolder, 'assets'))
  writeFileSync(join(webFolder, 'index.html'), '<title>Carrel</title>')
  writeFileSync(join(webFolder, 'icon.svg'), '<svg/>')
  writeFileSync(join(webFolder, 'assets/a.js'), 'start()')
  server = await openTestServer({ webFolder, publicOrigin: 'https://carrel.example.edu' })
  const member = await staffMember(server, 'clerk', allRoles)
  signedIn = member.signedIn
  ask = member.ask
})
afterAll(async () => {
  await server.close()
  rmSync(webFolder, { recursive: true })
})

type Headers = Record<string, unknown>

const fixed = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
}

function directivesOf(headers: Headers): Record<string, string> {
  const policy = String(headers['content-security-policy'])
  return Object.fromEntries(
    policy.split(';').map(one => {
      const [name = '', ...values] = one.trim().split(/\s+/)
      return [name, values.join(' ')]
    }),
  )
}

function expectGuarded(what: string, headers: Headers): void {
  expect({ what, ...headers }).toMatchObject({ what, ...fixed })
  const directives = directivesOf(headers)
  if ('sandbox' in directives) expect([what, directives['sandbox']]).toEqual([what, ''])
  else {
    expect([what, directives['script-src'], directives['object-src'], directives['frame-ancestors']]).toEqual(
      [what, "'self'", "'none'", "'none'"],
    )
    expect([what, directives['default-src'], directives['base-uri']]).toEqual([what, "'self'", "'none'"])
  }
  expect(String(headers['content-security-policy'])).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*|http:/)
  for (const name of ['server', 'x-powered-by', 'via', 'x-aspnet-version'])
    expect([what, headers[name]]).toEqual([what, undefined])
}

describe('every kind of answer carries the headers', () => {
  test.each([
    ['a page', 'GET /', 200],
    ['a page that only the browser knows', 'GET /users/7', 200],
    ['an asset', 'GET /assets/a.js', 200],
    ['a picture', 'GET /icon.svg', 200],
    ['the head of a page', 'HEAD /', 200],
    ['an asset that is gone', 'GET /assets/gone.js', 404],
    ['an unknown path', 'GET /api/nothing', 404],
    ['a path that is no text', 'GET /%', 404],
    ['a path of bytes', 'GET /%ff%fe', 404],
    ['a part of a path that is too long', `GET /api/users/${'x'.repeat(9000)}`, 401],
    ['a wrong method', 'PATCH /', 404],
    ['an open endpoint', 'GET /api/health', 200],
    ['a refusal of strangers', 'GET /api/users', 401],
    ['a redirect', 'GET /api/sso/x/return', 303],
    ['a wrong body', 'POST /api/session', 422],
  ])('%s', async (what, line, status) => {
    const { statusCode, headers } = await request(server, line)
    expect(statusCode).toBe(status)
    expectGuarded(what, headers)
  })

  test('to those who are signed in: from every endpoint, refusals and successes', async () => {
    const statuses = new Set<number>()
    for (const { line } of endpointsOf(
      server,
      one => one.method !== 'DELETE' || !one.path.startsWith('/api/session'),
    )) {
      const { statusCode, headers } = await request(server, line, signedIn)
      statuses.add(statusCode)
      expectGuarded(line, headers)
      if (!String(headers['cache-control']).startsWith('private'))
        expect([line, headers['cache-control']]).toEqual([line, 'no-store'])
    }
    expect([...statuses]).toEqual(expect.arrayContaining([200, 204, 303, 404, 415, 422]))
  })

  test.each(['/almaws/v1/users', '/almaws/v1/users/1?apikey=x', '/almaws/nothing', '/almaws/%ff'])(
    '%s, to a program without a key',
    async path => {
      const { statusCode, headers } = await request(server, `GET ${path}`)
      expect(statusCode).toBeGreaterThanOrEqual(400)
      expectGuarded(path, headers)
    },
  )

  test('with too much, and too often', async () => {
    const large = await request(server, 'POST /api/session', { payload: { primaryId: 'x'.repeat(20_000) } })
    expect(large.statusCode).toBe(413)
    expectGuarded('413', large.headers)
    const limited = await openTestServer(
      { requestsPerMinute: 1, publicOrigin: 'https://carrel.example.edu' },
      server,
    )
    await request(limited, 'GET /api/health')
    const often = await request(limited, 'GET /api/health')
    expect(often.statusCode).toBe(429)
    expectGuarded('429', often.headers)
    await limited.close()
  })
})

test('a download is a file, never a page: of whatever type its name says', async () => {
  for (const line of [
    'GET /api/users/export?format=csv&columns=primary_id',
    'GET /api/users/export?format=xlsx&columns=primary_id',
  ]) {
    const { statusCode, headers } = await ask(line)
    expect(statusCode).toBe(200)
    expectGuarded(line, headers)
    expect(String(headers['content-disposition'])).toMatch(/^attachment; /)
    expect(headers['content-security-policy']).toBe('sandbox')
    expect(headers['content-type']).not.toMatch(/html|xml$|svg|script/)
  }
})

test('no answer but a page of ours is HTML, and every answer says its type', async () => {
  for (const { line } of endpointsOf(server)) {
    const { headers, statusCode } = await request(server, line)
    const type = String(headers['content-type'] ?? '')
    expect([line, /html|svg/.test(type)]).toEqual([line, false])
    if (statusCode !== 204 && statusCode !== 303) expect([line, type]).not.toEqual([line, ''])
  }
})
