import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'
import { readCasAnswer } from './cas-answer.ts'
import { type CasServer, openCasServer } from './testing/cas-server.ts'
import { addProfile } from './testing/profiles.ts'
import { openBrowser, origin } from './testing/visitor.ts'

let server: TestServer
let provider: CasServer

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: origin })
  provider = await openCasServer()
  const { ask } = await staffMember(server, 'administrator', ['50'])
  const { serverUrl } = provider
  await addProfile(ask, { code: 'cas', kind: 'CAS', settings: { serverUrl } })
  await addProfile(ask, {
    code: 'card',
    kind: 'CAS',
    settings: { serverUrl, attribute: 'card' },
    matchBy: 'BARCODE',
  })
  await addProfile(ask, { code: 'group', kind: 'CAS', settings: { serverUrl, attribute: 'group' } })
  for (const [primaryId, barcode] of [
    ['Ada', 'C-card'],
    ['one', 'x'],
  ] as const) {
    const userId = await addUser(server, { primaryId, roles: ['200'], barcode })
    await sql`update user_account set account_type = 'EXTERNAL' where user_id = ${userId}`.execute(server.db)
  }
})
afterAll(async () => {
  await provider.close()
  await server.close()
})

async function visit(user: string, code = 'cas') {
  const browser = openBrowser(server)
  const back = provider.letIn(await browser.start(code, { next: '/sets' }), user)
  const { headers } = await browser.get(back)
  const session = await browser.get('/api/session')
  const who = session.statusCode === 200 ? session.json().user.primaryId : undefined
  return { location: headers.location, who, back, browser }
}

const failed = '/sign-in?refused=sso_failed'

describe('a ticket', () => {
  test('signs in the user for whom the server says that it is', async () => {
    expect(await visit('ada')).toMatchObject({ location: '/sets', who: 'Ada' })
    expect(await visit('nobody')).toMatchObject({ location: '/sign-in?refused=sso_refused', who: undefined })
  })

  test('signs in by the attribute that the profile names, if it has one value', async () => {
    expect(await visit('card', 'card')).toMatchObject({ who: 'Ada' })
    expect(await visit('one', 'group')).toMatchObject({
      location: '/sign-in?refused=sso_refused',
      who: undefined,
    })
  })

  test('is good once, and for the way on which it was given out', async () => {
    const { back, browser } = await visit('ada')
    expect((await browser.get(back)).headers.location).toBe(failed)
    const other = openBrowser(server)
    const ticket = new URL(provider.letIn(await openBrowser(server).start('cas'), 'ada')).searchParams.get(
      'ticket',
    )!
    const mine = new URL(provider.letIn(await other.start('cas'), 'one'))
    mine.searchParams.set('ticket', ticket)
    expect((await other.get(mine.href)).headers.location).toBe(failed)
    expect((await other.get('/api/session')).statusCode).toBe(401)
  })

  test('that is invented or missing is refused', async () => {
    for (const end of ['&ticket=ST-1', '&ticket=', '']) {
      const browser = openBrowser(server)
      const service = new URL(await browser.start('cas')).searchParams.get('service')!
      expect((await browser.get(service + end)).headers.location).toBe(failed)
    }
  })
})

test.each([
  [
    '<cas:serviceResponse xmlns:cas="c"><a><cas:authenticationSuccess><cas:user>x</cas:user></cas:authenticationSuccess></a></cas:serviceResponse>',
  ],
  ['<html><body>authenticationSuccess</body></html>'],
  ['{"serviceResponse": {}}'],
  [''],
])('what is no answer of CAS is refused: %s', xml => {
  expect(() => readCasAnswer(xml)).toThrow()
})
