import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { sendDueLetters } from '../letters/send-due-letters.ts'
import { type MailServer, mailAt, openMailServer } from '../letters/testing/mail-server.ts'
import { ownPage } from '../sso/addresses.ts'
import { addProfile } from '../sso/testing/profiles.ts'
import { openBrowser } from '../sso/testing/visitor.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'

// No value becomes a line of a header, an address that is not meant, or a name of ours.

const breaks = ['\r\n', '\n', '\r', '\u2028', '\u0085', '\u000b', '%0d%0a', '\u560a\u560d']
let server: TestServer
let ask: Ask
let signedIn: SignedIn
let post: MailServer

beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1) })
  const member = await staffMember(server, 'administrator', ['50', '32'])
  ask = member.ask
  signedIn = member.signedIn
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
})
afterEach(() => post.close())

async function person(document: PersonDocument = {}): Promise<number> {
  const address = { address: 'ada@example.edu', types: ['work'], preferred: true }
  const usual = { first_name: 'Ada', last_name: 'Lovelace', 'email/a': address }
  return (await createPeople(contextOf(server), [{ ...usual, ...document }]))[0]!
}

describe('a letter', () => {
  test.each(breaks)('has the headers that it should have, whatever stands in it around %j', async line => {
    const evil = `Hello${line}Bcc: eve@evil.example${line}${line}<b>body</b>`
    const userId = await person({ first_name: evil, last_name: evil, pin_number: '1234' })
    await ask(`POST /api/users/${userId}/letters`, { letter: 'general_mail', subject: evil, text: evil })
    await ask(`POST /api/users/${userId}/letters`, { letter: 'pin_number' })
    await sendDueLetters(contextOf(server), { mail: post.mail })
    expect(post.arrived.length).toBeGreaterThan(0)
    const { rows } = await sql<{ subject: string }>`select subject from letter_outbox
      where user_id = ${userId}`.execute(server.db)
    for (const { subject } of rows) expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
    for (const { to, mail, from } of post.arrived) {
      expect([to, from]).toEqual([['ada@example.edu'], 'library@example.edu'])
      expect(mail.headers.has('bcc')).toBe(false)
      expect(mail.subject).not.toMatch(/[\r\n]/)
    }
  })

  test.each(breaks.slice(0, 6))('goes to no address with %j, and is from none', async line => {
    const evil = `a@example.edu${line}Bcc: eve@evil.example`
    const userId = await person()
    const { revision } = (await ask(`GET /api/users/${userId}`)).json()
    const values = { 'email/a': { address: evil, types: ['work'], preferred: true } }
    expect((await ask(`PATCH /api/users/${userId}`, { revision, values })).statusCode).toBe(422)
    const mail = { letter: 'general_mail', subject: 'x', text: 'y', from: evil }
    expect((await ask(`POST /api/users/${userId}/letters`, mail)).statusCode).toBe(422)
    expect((await ask('PUT /api/session/email', { address: evil, types: ['work'] })).statusCode).toBe(422)
  })

  test('that came into the record with such an address before, by a load, reaches nobody else', async () => {
    const address = 'ada@example.edu\r\nBcc: eve@evil.example'
    const userId = await person({ 'email/a': { address, types: ['work'], preferred: true } })
    await ask(`POST /api/users/${userId}/letters`, { letter: 'general_mail', subject: 'x', text: 'y' })
    await sendDueLetters(contextOf(server), { mail: post.mail })
    expect(post.arrived.flatMap(one => one.to).filter(one => one.includes('evil'))).toEqual([])
    expect(post.arrived.filter(one => one.mail.headers.has('bcc'))).toEqual([])
  })
})

describe('a link in a letter leads to the address of the settings', () => {
  const poisoned = [
    { host: 'evil.example' },
    { host: 'evil.example:443', 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { forwarded: 'host=evil.example' },
    { 'x-host': 'evil.example', 'x-original-url': 'http://evil.example/' },
  ]
  beforeAll(async () => {
    const settings = { issuer: 'http://127.0.0.1:9', clientId: 'carrel' }
    await addProfile(ask, { code: 'google', kind: 'SOCIAL', settings, matchBy: 'GOOGLE' })
  })

  test.each([
    ['as it was given', { publicOrigin: 'https://carrel.example.edu' }, 'https://carrel.example.edu/'],
    [
      'behind any proxy',
      { publicOrigin: 'https://carrel.example.edu', trustProxy: true },
      'https://carrel.example.edu/',
    ],
    ['to this machine without one', { port: 8080 }, 'http://localhost:8080/'],
    ['to this machine, whatever proxies say', { port: 8080, trustProxy: true }, 'http://localhost:8080/'],
  ])('%s, never where the request says', async (_what, settings, start) => {
    const own = await openTestServer({ ...settings, mail: mailAt(1) }, server)
    for (const headers of poisoned)
      for (const line of ['password-reset', 'social-invitation']) {
        const userId = await person()
        const options = { cookies: signedIn.cookies, headers: { ...signedIn.headers, ...headers } }
        const answer = await request(own, `POST /api/users/${userId}/${line}`, options)
        expect(answer.statusCode, answer.body).toBe(200)
        const { rows } = await sql<{ text: string }>`select text || html as text from letter_outbox
          where user_id = ${userId}`.execute(server.db)
        expect(rows[0]!.text).toContain(start)
        expect(rows[0]!.text).not.toContain('evil')
      }
    await own.close()
  })
})

test('forwarded names are believed from configured proxies only', async () => {
  const providers = async (settings: object) => {
    const own = await openTestServer(settings, server)
    const headers = { 'x-forwarded-host': 'seen.example', 'x-forwarded-proto': 'https', host: 'carrel.test' }
    const answer = await request(own, 'GET /api/sign-in-profiles', { cookies: signedIn.cookies, headers })
    await own.close()
    return JSON.stringify(answer.json().items[0].addresses)
  }
  expect(await providers({})).toContain('http://carrel.test/')
  expect(await providers({ trustProxy: '192.0.2.1' })).toContain('http://carrel.test/')
  expect(await providers({ trustProxy: '127.0.0.1' })).toContain('https://seen.example/')
  const publicOrigin = 'https://carrel.example.edu'
  expect(await providers({ publicOrigin, trustProxy: true })).toContain(`${publicOrigin}/`)
})

describe('an address to go on to', () => {
  const ways = [
    ...['//evil.example', '/\\evil.example', '\\\\evil.example', 'https:evil.example', 'https:/evil.example'],
    ...[
      'https:///evil.example',
      '///evil.example',
      '/\t/evil.example',
      '/\r\n/evil.example',
      '\u0000//evil.example',
    ],
    ...[
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
    ],
    ...[
      '.evil.example',
      '@evil.example',
      ':80',
      '/..//evil.example',
      '/%2e%2e//evil.example',
      '/./\\evil.example',
    ],
    ...[
      'http://carrel.test@evil.example',
      'http://carrel.test.evil.example',
      '\u3002evil.example',
      '/api/session',
    ],
    ...['/a\r\nset-cookie: a=b', '/%0d%0aset-cookie:a=b', '//\u0009/evil.example', '/\u2028/evil.example'],
  ]
  test.each(ways)('%j stays on our pages', next => {
    const page = ownPage(next)
    expect(page).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
    expect(new URL(page, 'https://carrel.example.edu').origin).toBe('https://carrel.example.edu')
    expect(page).not.toMatch(/^\/api\//)
  })

  test('is told by no query of a sign-in that has failed, and the cookie has no line of it', async () => {
    const browser = openBrowser(server)
    const answer = await browser.get(
      `/api/sso/google/return?state=a%0d%0aset-cookie:%20a=b&next=//evil.example`,
    )
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in?refused=sso_failed'])
    expect(answer.cookies).toEqual([])
  })
})
