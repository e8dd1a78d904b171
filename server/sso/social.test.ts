import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { type OidcServer, oidcClient, openOidcServer } from './testing/oidc-server.ts'
import { addProfile } from './testing/profiles.ts'
import { type Browser, openBrowser, origin, passProvider } from './testing/visitor.ts'

let server: TestServer
let provider: OidcServer
let desk: Ask
let viewer: Ask
let administrator: Ask

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: origin })
  provider = await openOidcServer([`${origin}/api/sso/google/return`, `${origin}/api/sso/campus/return`])
  desk = (await staffMember(server, 'desk', ['32'])).ask
  viewer = (await staffMember(server, 'viewer', ['38'])).ask
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
})
afterAll(async () => {
  await provider.close()
  await server.close()
})

async function person(document: PersonDocument = {}): Promise<number> {
  const email = { address: 'ada@example.edu', types: ['personal'], preferred: true }
  return (await createPeople(contextOf(server), [{ 'email/a': email, ...document }]))[0]!
}

const invite = (userId: number, ask: Ask = desk) => ask(`POST /api/users/${userId}/social-invitation`)

/** Sends an invitation and takes the token out of the letter. */
async function invited(userId: number): Promise<string> {
  const response = await invite(userId)
  expect(response.statusCode, response.body).toBe(200)
  const { rows } = await sql<{ text: string }>`select text from letter_outbox
    where user_id = ${userId} order by letter_id desc limit 1`.execute(server.db)
  return /https:\/\/carrel\.example\.edu\/attach-account#([\w-]{43})/.exec(rows[0]!.text)![1]!
}

const google = (browser: Browser, body: object) => browser.post('/api/sso/google/start', body)

/** Follows the link of an invitation with an account of the network; gives the page in the end. */
async function attach(token: string, account: string): Promise<string> {
  const browser = openBrowser(server)
  const start = await google(browser, { invitation: token })
  if (start.statusCode !== 200) return start.json().code
  const { headers } = await browser.get(await passProvider(start.json().address, account))
  expect((await browser.get('/api/session')).statusCode).toBe(401)
  return String(headers.location)
}

async function signIn(account: string) {
  const browser = openBrowser(server)
  const { headers } = await browser.get(await passProvider(await browser.start('google'), account))
  const session = await browser.get('/api/session')
  return {
    location: headers.location,
    userId: session.statusCode === 200 ? session.json().user.userId : undefined,
  }
}

const refused = { location: '/sign-in?refused=sso_refused', userId: undefined }
const attached = '/attach-account?done=true'

describe('before there is a profile of a network', () => {
  test('nobody is invited', async () => {
    const response = await invite(await person())
    expect([response.statusCode, response.json().problems]).toEqual([
      422,
      [{ field: 'letter', rule: 'no_social_profile' }],
    ])
  })
})

describe('an invitation', () => {
  beforeAll(async () => {
    const settings = { issuer: provider.issuer, ...oidcClient }
    await addProfile(administrator, { code: 'google', kind: 'SOCIAL', settings, matchBy: 'GOOGLE' })
    await addProfile(administrator, { code: 'campus', kind: 'OIDC', settings })
  })

  test.each(['INTERNAL', 'EXTERNAL', 'INTEXTAUTH'])(
    'attaches an account that then signs in: %s',
    async account_type => {
      const userId = await person({ account_type })
      const account = `Subject-${account_type}`
      expect(await signIn(account)).toEqual(refused)
      expect(await attach(await invited(userId), account)).toBe(attached)
      expect(await signIn(account)).toEqual({ location: '/', userId })
      expect(await signIn(account.toLowerCase())).toEqual(refused)
    },
  )

  test('is written to the history as an act of the person', async () => {
    const userId = await person({ primary_id: 'historic' })
    await attach(await invited(userId), 'historic subject')
    const { items } = (await viewer(`GET /api/users/${userId}/history?period=all`)).json()
    expect(items[0]).toMatchObject({ actor: 'historic', source: 'patron', kind: 'changed' })
    expect((await viewer(`GET /api/users/${userId}`)).json().summary.socialLogins).toEqual(['GOOGLE'])
  })

  test('takes the place of an earlier account of the same network', async () => {
    const userId = await person()
    await attach(await invited(userId), 'first')
    await attach(await invited(userId), 'second')
    expect(await signIn('first')).toEqual(refused)
    expect(await signIn('second')).toMatchObject({ userId })
  })

  test('works once', async () => {
    const token = await invited(await person())
    const browser = openBrowser(server)
    const [one, two] = [
      await google(browser, { invitation: token }),
      await google(browser, { invitation: token }),
    ]
    const first = await browser.get(await passProvider(one.json().address, 'once'))
    expect(first.headers.location).toBe(attached)
    const second = await browser.get(await passProvider(two.json().address, 'twice'))
    expect(second.headers.location).toBe('/sign-in?refused=invitation_invalid')
    expect(await signIn('twice')).toEqual(refused)
    expect(await attach(token, 'thrice')).toBe('invitation_invalid')
  })

  test('works for a week, and until there is a newer one', async () => {
    const userId = await person()
    const [older, newer] = [await invited(userId), await invited(userId)]
    expect(await attach(older, 'older')).toBe('invitation_invalid')
    const { now } = server.clock
    server.clock.now = new Date(now.getTime() + 7 * 86_400_000)
    expect(await attach(newer, 'newer')).toBe('invitation_invalid')
    server.clock.now = new Date(now.getTime() + 7 * 86_400_000 - 1000)
    expect(await attach(newer, 'newer')).toBe(attached)
    server.clock.now = now
  })

  test('does not take an account away from somebody else, and stays good for another one', async () => {
    const [first, second] = [await person(), await person()]
    await attach(await invited(first), 'mine')
    const token = await invited(second)
    expect(await attach(token, 'mine')).toBe('/sign-in?refused=social_account_taken')
    expect(await signIn('mine')).toMatchObject({ userId: first })
    expect(await attach(token, 'another')).toBe(attached)
  })

  test('does not attach what a provider of the institution says', async () => {
    const invitation = await invited(await person())
    const { statusCode, json } = await openBrowser(server).post('/api/sso/campus/start', { invitation })
    expect([statusCode, json().code]).toEqual([403, 'invitation_invalid'])
  })

  test('is worth nothing once the person is gone', async () => {
    const userId = await person()
    const token = await invited(userId)
    expect((await administrator(`DELETE /api/users/${userId}`)).statusCode).toBe(200)
    expect(await attach(token, 'gone')).toBe('invitation_invalid')
  })

  test('is for those who may send letters, and for people who can have identifiers and an address', async () => {
    expect((await invite(await person(), viewer)).statusCode).toBe(403)
    expect((await invite(99_999_999)).statusCode).toBe(404)
    expect((await desk('POST /api/users/zero/social-invitation')).statusCode).toBe(422)
    const contact = await invite(await person({ record_type: 'CONTACT' }))
    expect(contact.json().problems).toEqual([{ field: 'letter', rule: 'not_for_record_type' }])
    const unreachable = await invite(
      await person({ 'email/a': { address: 'a@example.edu', types: ['work'] } }),
    )
    expect(unreachable.json().problems).toEqual([{ field: 'email', rule: 'no_preferred_email' }])
  })
})

test('a detached account signs in no more', async () => {
  const userId = await person()
  await attach(await invited(userId), 'leaving')
  expect(await signIn('leaving')).toMatchObject({ userId })
  const { revision } = (await desk(`GET /api/users/${userId}`)).json()
  expect((await desk(`POST /api/users/${userId}/detach-social`, { revision })).statusCode).toBe(200)
  expect(await signIn('leaving')).toEqual(refused)
})

test('an attached account of somebody inactive signs in no more', async () => {
  const userId = await person()
  await attach(await invited(userId), 'sleeping')
  await sql`update user_account set status = 'INACTIVE' where user_id = ${userId}`.execute(server.db)
  expect(await signIn('sleeping')).toEqual(refused)
})
