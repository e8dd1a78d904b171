import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { staffMember } from '../users/testing/staff.ts'
import { type CasServer, openCasServer } from './testing/cas-server.ts'
import { addProfile } from './testing/profiles.ts'
import { openBrowser, origin } from './testing/visitor.ts'

let server: TestServer
let provider: CasServer

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: origin })
  provider = await openCasServer()
  const { ask } = await staffMember(server, 'administrator', ['50'])
  await addProfile(ask, { code: 'cas', kind: 'CAS', settings: { serverUrl: provider.serverUrl } })
  const userId = await addUser(server, { primaryId: 'ada', roles: ['200'] })
  await sql`update user_account set account_type = 'EXTERNAL' where user_id = ${userId}`.execute(server.db)
})
afterAll(async () => {
  await provider.close()
  await server.close()
})

test('whoever has a step left before the session is led to it, with a ticket that no server sees', async () => {
  const restrictions = { isEnabled: true, groups: [], managerId: null }
  await sql`update institution set settings = settings || ${JSON.stringify({ loginRestrictions: restrictions })}::jsonb`.execute(
    server.db,
  )
  const beside = await openTestServer({ publicOrigin: origin }, server)
  const browser = openBrowser(beside)
  const { headers } = await browser.get(provider.letIn(await browser.start('cas', { next: '/sets' }), 'ada'))
  expect(headers.location).toMatch(/^\/sign-in\?next=%2Fsets#step=address_refused&ticket=[\w-]{43}$/)
  expect((await browser.get('/api/session')).statusCode).toBe(401)
  await beside.close()
})
