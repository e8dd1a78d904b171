import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'
import { addProfile } from './testing/profiles.ts'
import { type Deviation, openSamlServer, type SamlServer } from './testing/saml-server.ts'
import { otherPair, signingPair } from './testing/signing-pairs.ts'
import { openBrowser, origin } from './testing/visitor.ts'

let server: TestServer
let provider: SamlServer

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: origin })
  provider = await openSamlServer()
  const { ask } = await staffMember(server, 'administrator', ['50'])
  const { entityId, entryPoint } = provider
  const settings = { entityId, entryPoint, certificate: signingPair.certificate, attribute: 'uid' }
  await addProfile(ask, { code: 'shib', kind: 'SAML', settings })
  await addProfile(ask, { code: 'twin', kind: 'SAML', settings: { ...settings, attribute: '' } })
  const userId = await addUser(server, { primaryId: 'Ada', roles: ['200'] })
  await sql`update user_account set account_type = 'EXTERNAL' where user_id = ${userId}`.execute(server.db)
})
afterAll(async () => {
  await provider.close()
  await server.close()
})

const failed = '/sign-in?refused=sso_failed'

/** The whole way; gives where the browser is in the end, and what it would take to go there again. */
async function visit(uid: string, deviation: Deviation = {}, code = 'shib') {
  const browser = openBrowser(server)
  const form = await provider.respond(await browser.start(code, { next: '/sets' }), uid, deviation)
  const { action, ...fields } = form
  const posted = await browser.postFromElsewhere(action, fields)
  const back = String(posted.headers.location)
  const { headers } = back.startsWith('/api/') ? await browser.get(back) : posted
  const session = await browser.get('/api/session')
  const who = session.statusCode === 200 ? session.json().user.primaryId : undefined
  return { location: headers.location, who, browser, action, fields, back }
}

describe('a response', () => {
  test('signs in whom its attribute names, and goes on to the page that was wanted', async () => {
    expect(await visit('ada')).toMatchObject({ location: '/sets', who: 'Ada' })
  })

  test('signs in whom its subject names where the profile asks for no attribute', async () => {
    expect(await visit('nobody', { nameId: 'ADA' }, 'twin')).toMatchObject({ location: '/sets', who: 'Ada' })
    expect(await visit('nobody', { nameId: 'ada' })).toMatchObject({
      location: '/sign-in?refused=sso_refused',
    })
  })

  test.each<[string, Deviation]>([
    ['is not signed', { isUnsigned: true }],
    ['is signed by another', { pair: otherPair }],
    ['is for another service', { audience: 'https://other.example.edu/' }],
    ['comes from another provider', { issuer: 'https://other.example.edu/' }],
    ['was for another address', { recipient: `${origin}/api/sso/twin/assertion` }],
    ['answers another request', { inResponseTo: '_0123' }],
    ['is over', { validFromSeconds: -600, validToSeconds: -61 }],
    ['is not yet good', { validFromSeconds: 65 }],
  ])('that %s is refused', async (_what, deviation) => {
    expect(await visit('ada', deviation)).toMatchObject({ location: failed, who: undefined })
  })

  test.each<[string, Deviation]>([
    ['slow', { validFromSeconds: -600, validToSeconds: -30 }],
    ['fast', { validFromSeconds: 30 }],
  ])('from a clock that is a little %s is taken', async (_what, deviation) => {
    expect(await visit('ada', deviation)).toMatchObject({ who: 'Ada' })
  })

  test('changed after it was signed is refused', async () => {
    const browser = openBrowser(server)
    const { action, ...fields } = await provider.respond(await browser.start('shib'), 'eve')
    const xml = Buffer.from(fields.SAMLResponse, 'base64').toString('utf8')
    const forged = Buffer.from(xml.replaceAll('eve', 'ada')).toString('base64')
    const answer = await browser.postFromElsewhere(action, { ...fields, SAMLResponse: forged })
    expect(answer.headers.location).toBe(failed)
  })

  test('is taken once, before and after the browser has come back', async () => {
    const browser = openBrowser(server)
    const { action, ...fields } = await provider.respond(await browser.start('shib'), 'ada')
    const first = await browser.postFromElsewhere(action, fields)
    expect((await browser.postFromElsewhere(action, fields)).headers.location).toBe(failed)
    expect((await browser.get(String(first.headers.location))).headers.location).toBe('/')
    expect((await browser.postFromElsewhere(action, fields)).headers.location).toBe(failed)
    expect((await browser.get(String(first.headers.location))).headers.location).toBe(failed)
  })

  test('for the request of one browser signs in no other', async () => {
    const { action, ...fields } = await provider.respond(await openBrowser(server).start('shib'), 'ada')
    const victim = openBrowser(server)
    await victim.start('shib')
    const posted = await victim.postFromElsewhere(action, fields)
    expect((await victim.get(String(posted.headers.location))).headers.location).toBe(failed)
    expect((await victim.get('/api/session')).statusCode).toBe(401)
  })

  test('that nobody asked for, or whose relay state is an address, is refused', async () => {
    const browser = openBrowser(server)
    const { action, ...fields } = await provider.respond(await browser.start('shib'), 'ada')
    for (const RelayState of ['https://evil.example.com/', '/users', '', 'x'.repeat(43), 'x'.repeat(200)]) {
      const { statusCode, headers } = await browser.postFromElsewhere(action, { ...fields, RelayState })
      expect([statusCode, headers.location]).toEqual([303, failed])
    }
  })

  test('that is none, or is not a form, ends on the sign-in page', async () => {
    const browser = openBrowser(server)
    const { action, RelayState } = await provider.respond(await browser.start('shib'), 'ada')
    const garbage = Buffer.from('<Response/>').toString('base64')
    for (const fields of [
      { SAMLResponse: garbage, RelayState },
      { RelayState },
      { SAMLResponse: '', RelayState },
    ]) {
      const { headers } = await browser.postFromElsewhere(action, fields as Record<string, string>)
      expect(headers.location).toBe(failed)
    }
    const json = await browser.post(action.replace(origin, ''), { SAMLResponse: garbage, RelayState })
    expect([json.statusCode, json.headers.location]).toEqual([303, failed])
  })
})

test('coming back without a response signs nobody in', async () => {
  const browser = openBrowser(server)
  const state = new URL(await browser.start('shib')).searchParams.get('RelayState')
  expect((await browser.get(`/api/sso/shib/return?state=${state}`)).headers.location).toBe(failed)
})

test('the metadata name the address for responses and the name of this service', async () => {
  const { statusCode, headers, body } = await openBrowser(server).get('/api/sso/shib/metadata')
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/samlmetadata+xml'])
  expect(body).toContain(`entityID="${origin}/api/sso/shib/metadata"`)
  expect(body).toContain(`Location="${origin}/api/sso/shib/assertion"`)
  expect((await openBrowser(server).get('/api/sso/unknown/metadata')).statusCode).toBe(404)
})

test('no other endpoint takes a form, whatever page posts it', async () => {
  const { statusCode } = await openBrowser(server).postFromElsewhere('/api/session', {
    primaryId: 'a',
    password: 'b',
  })
  expect(statusCode).toBe(403)
  const sameSite = await server.app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'primaryId=a&password=b',
  })
  expect(sameSite.statusCode).toBe(415)
})

test('nothing about people is logged', () => {
  expect(server.logLines.join()).not.toMatch(/\bada\b/i)
})
