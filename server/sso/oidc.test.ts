import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { type OidcServer, oidcClient, openOidcServer } from './testing/oidc-server.ts'
import { addProfile } from './testing/profiles.ts'
import { openBrowser, origin, passProvider } from './testing/visitor.ts'

let server: TestServer
let provider: OidcServer
let ask: Ask

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: origin })
  provider = await openOidcServer(['campus', 'mail', 'card'].map(code => `${origin}/api/sso/${code}/return`))
  ask = (await staffMember(server, 'administrator', ['50'])).ask
  const settings = { issuer: provider.issuer, ...oidcClient }
  await addProfile(ask, { code: 'campus', kind: 'OIDC', settings })
  await addProfile(ask, { code: 'mail', kind: 'OIDC', settings: { ...settings, claim: 'email' } })
  await addProfile(ask, { code: 'card', kind: 'OIDC', settings, matchBy: 'BARCODE' })
  for (const [primaryId, accountType, more] of people) {
    const userId = await addUser(server, { primaryId, roles: ['200'], ...more })
    await sql`update user_account set account_type = ${accountType} where user_id = ${userId}`.execute(
      server.db,
    )
  }
})
afterAll(async () => {
  await provider.close()
  await server.close()
})

const people: [primaryId: string, accountType: string, more?: object][] = [
  ['Ada', 'EXTERNAL', { barcode: 'B-1' }],
  ['grace', 'INTEXTAUTH'],
  ['internal', 'INTERNAL'],
  ['inactive', 'EXTERNAL', { status: 'INACTIVE' }],
  ['expired', 'EXTERNAL', { expiryDate: '2026-11-19' }],
  ['ada@example.edu', 'EXTERNAL'],
]

/** The whole way; gives where the browser is in the end. */
async function visit(login: string, { code = 'campus', next }: { code?: string; next?: string } = {}) {
  const browser = openBrowser(server)
  const back = await passProvider(await browser.start(code, next === undefined ? {} : { next }), login)
  const response = await browser.get(back)
  const session = await browser.get('/api/session')
  const who = session.statusCode === 200 ? session.json().user.primaryId : undefined
  return { status: response.statusCode, location: response.headers.location, who, back, browser }
}

const refused = (code: string) => ({ status: 303, location: `/sign-in?refused=${code}`, who: undefined })

describe('whom the provider names', () => {
  test.each([
    ['an external account', 'ada', 'Ada'],
    ['an internal account with external authentication', 'grace', 'grace'],
  ])('%s is signed in and goes on to the page that was wanted', async (_what, login, who) => {
    const next = '/users/7/general?period=all#notes'
    expect(await visit(login, { next })).toMatchObject({ status: 303, location: next, who })
  })

  test('an identifier of the type that the profile says is the one', async () => {
    expect(await visit('b-1', { code: 'card' })).toMatchObject({ who: 'Ada' })
    expect(await visit('Ada', { code: 'card' })).toMatchObject(refused('sso_refused'))
    expect(await visit('B-1')).toMatchObject(refused('sso_refused'))
  })

  test('unknown, inactive, expired and internal accounts get the same answer', async () => {
    for (const login of ['nobody', 'inactive', 'expired', 'internal']) {
      expect(await visit(login)).toMatchObject(refused('sso_refused'))
    }
  })

  test('a claim is read where the provider gives it; an e-mail address that is not proven names nobody', async () => {
    provider.people.set('a', { email: 'ada@example.edu', email_verified: true })
    provider.people.set('b', { email: 'ada@example.edu', email_verified: false })
    expect(await visit('a', { code: 'mail' })).toMatchObject({ who: 'ada@example.edu' })
    expect(await visit('b', { code: 'mail' })).toMatchObject(refused('sso_refused'))
    expect(await visit('nobody', { code: 'mail' })).toMatchObject(refused('sso_refused'))
  })

  test('nothing about people or secrets is logged', () => {
    expect(server.logLines.join()).not.toMatch(/\bada\b|example\.edu|secret that only|nobody/i)
  })
})

describe('a way back', () => {
  test('is good once', async () => {
    const { back, browser } = await visit('ada')
    expect((await browser.get(back)).headers.location).toBe('/sign-in?refused=sso_failed')
  })

  test('is good only in the browser in which it began', async () => {
    const back = await passProvider(await openBrowser(server).start('campus'), 'ada')
    const other = openBrowser(server)
    await other.start('campus')
    expect((await other.get(back)).headers.location).toBe('/sign-in?refused=sso_failed')
    expect((await openBrowser(server).get(back)).headers.location).toBe('/sign-in?refused=sso_failed')
    expect((await other.get('/api/session')).statusCode).toBe(401)
  })

  test('is good for ten minutes', async () => {
    const browser = openBrowser(server)
    const back = await passProvider(await browser.start('campus'), 'ada')
    const { now } = server.clock
    server.clock.now = new Date(now.getTime() + 10 * 60_000)
    expect((await browser.get(back)).headers.location).toBe('/sign-in?refused=sso_failed')
    server.clock.now = now
  })

  test('of two tabs of one browser both are good', async () => {
    const browser = openBrowser(server)
    const first = await browser.start('campus', { next: '/sets' })
    const second = await browser.start('campus', { next: '/tasks' })
    expect((await browser.get(await passProvider(first, 'ada'))).headers.location).toBe('/sets')
    expect((await browser.get(await passProvider(second, 'ada'))).headers.location).toBe('/tasks')
  })

  test('with the code of somebody else’s sign-in is refused: state, nonce and verifier are this browser’s', async () => {
    const theirs = new URL(await passProvider(await openBrowser(server).start('campus'), 'ada'))
    const browser = openBrowser(server)
    const mine = new URL(await passProvider(await browser.start('campus'), 'grace'))
    mine.searchParams.set('code', theirs.searchParams.get('code')!)
    expect((await browser.get(mine.href)).headers.location).toBe('/sign-in?refused=sso_failed')
    expect((await browser.get('/api/session')).statusCode).toBe(401)
  })

  test('of another profile is refused', async () => {
    const browser = openBrowser(server)
    const back = await passProvider(await browser.start('campus'), 'ada')
    const answer = await browser.get(back.replace('/campus/', '/mail/'))
    expect(answer.headers.location).toBe('/sign-in?refused=sso_failed')
  })

  test('without a state, or with what the provider says when somebody gives up, ends on the sign-in page', async () => {
    const browser = openBrowser(server)
    const state = new URL(await browser.start('campus')).searchParams.get('state')
    for (const query of ['', '?code=x', `?error=access_denied&state=${state}`, `?state=${'x'.repeat(200)}`]) {
      const { statusCode, headers } = await browser.get(`/api/sso/campus/return${query}`)
      expect([statusCode, headers.location]).toEqual([303, '/sign-in?refused=sso_failed'])
    }
  })
})

test.each([
  'https://evil.example.com/',
  '//evil.example.com/',
  '/\\evil.example.com',
  '/.//evil.example.com',
  '/a/..//evil.example.com',
  '\thttps://evil.example.com',
  'javascript:alert(1)',
  '/api/users',
])('%s is no page of ours to go on to', async next => {
  expect(await visit('ada', { next })).toMatchObject({ location: '/', who: 'Ada' })
})

test('a provider that does not answer, or a profile that is not in use, cannot begin', async () => {
  const settings = { issuer: 'http://127.0.0.1:9', ...oidcClient }
  await addProfile(ask, { code: 'gone', kind: 'OIDC', settings })
  await addProfile(ask, {
    code: 'off',
    kind: 'OIDC',
    settings: { ...settings, issuer: provider.issuer },
    isActive: false,
  })
  for (const code of ['gone', 'off', 'unknown']) {
    const { statusCode, json } = await openBrowser(server).post(`/api/sso/${code}/start`, {})
    expect([statusCode, json().code]).toEqual([401, 'sso_failed'])
  }
  const { json } = await openBrowser(server).get('/api/sso')
  expect(json().items.map((one: { code: string }) => one.code)).not.toContain('off')
})
