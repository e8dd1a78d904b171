import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import {
  certificate,
  type Directory,
  directoryRoot,
  hasDirectory,
  openDirectory,
} from './testing/directory.ts'
import { addProfile } from './testing/profiles.ts'
import { openBrowser } from './testing/visitor.ts'

// Debian's slapd is not everywhere; where it is absent, the reporter says that these were skipped.
describe.skipIf(!hasDirectory)('a directory (needs slapd)', () => {
  let server: TestServer
  let directory: Directory
  let ask: Ask
  const base = { baseDn: 'dc=example,dc=edu', ...directoryRoot, caCertificate: certificate }

  beforeAll(async () => {
    server = await openTestServer()
    directory = await openDirectory({
      ada: 'engine number one',
      adam: 'eden',
      inside: 'p',
      'odd*name': 'stars',
    })
    ask = (await staffMember(server, 'administrator', ['50'])).ask
    const settings = { url: directory.url, ...base }
    await addProfile(ask, { code: 'campus', kind: 'LDAP', settings })
    await addProfile(ask, {
      code: 'secure',
      kind: 'LDAP',
      settings: { ...settings, url: directory.secureUrl },
    })
    const { caCertificate, ...untrusted } = settings
    await addProfile(ask, { code: 'untrusted', kind: 'LDAP', settings: untrusted })
    await addProfile(ask, {
      code: 'anonymous',
      kind: 'LDAP',
      settings: { ...settings, bindDn: '', bindPassword: '' },
    })
    const byCard = { ...settings, attribute: 'employeeNumber' }
    await addProfile(ask, { code: 'card', kind: 'LDAP', settings: byCard, matchBy: 'BARCODE' })
    for (const [primaryId, accountType] of [
      ['Ada', 'EXTERNAL'],
      ['inside', 'INTERNAL'],
      ['odd*name', 'EXTERNAL'],
    ] as const) {
      const userId = await addUser(server, { primaryId, roles: ['200'], barcode: `C-${primaryId}` })
      await sql`update user_account set account_type = ${accountType} where user_id = ${userId}`.execute(
        server.db,
      )
    }
  })
  afterAll(async () => {
    await directory?.close()
    await server?.close()
  })

  async function enter(name: string, password: string, code = 'campus') {
    const browser = openBrowser(server)
    const response = await browser.post(`/api/sso/${code}/directory`, { name, password })
    const { statusCode } = await browser.get('/api/session')
    return { status: response.statusCode, session: statusCode, body: response.json() }
  }

  test.each(['campus', 'secure'])(
    'lets in by name and password, over StartTLS and over TLS: %s',
    async code => {
      expect(await enter(' ada ', 'engine number one', code)).toMatchObject({
        status: 200,
        session: 200,
        body: { user: { primaryId: 'Ada' } },
      })
    },
  )

  test('names people by the attribute that the profile says', async () => {
    expect(await enter('ada', 'engine number one', 'card')).toMatchObject({
      body: { user: { primaryId: 'Ada' } },
    })
  })

  test('gives one answer to wrong passwords, unknown names, and names that may not enter this way', async () => {
    const cases = [
      ['ada', 'wrong'],
      ['ada', ''],
      ['', ''],
      ['nobody', 'engine number one'],
      ['adam', 'eden'],
      ['inside', 'p'],
    ] as const
    for (const [name, password] of cases) {
      const { status, session, body } = await enter(name, password)
      expect([name, status, session, body.code]).toEqual([name, 401, 401, 'sign_in_failed'])
    }
  })

  test('is asked for names as they are, whatever they contain', async () => {
    for (const name of ['*', 'ad*', 'ada)(uid=*', '(ada)', 'ada\u0000', '\\61da']) {
      expect(await enter(name, 'engine number one')).toMatchObject({
        status: 401,
        body: { code: 'sign_in_failed' },
      })
    }
    expect(await enter('odd*name', 'stars')).toMatchObject({ body: { user: { primaryId: 'odd*name' } } })
  })

  test('whose certificate nobody vouches for gets no password', async () => {
    expect(await enter('ada', 'engine number one', 'untrusted')).toMatchObject({
      body: { code: 'sso_failed' },
    })
  })

  test('is locked for a name after too many tries, and a success begins the count anew', async () => {
    for (let tries = 0; tries < 12; tries += 1) {
      expect(await enter('ada', tries % 2 ? 'wrong' : 'engine number one')).toMatchObject({
        status: tries % 2 ? 401 : 200,
      })
    }
    for (let tries = 0; tries < 5; tries += 1) await enter('ADA', 'wrong')
    expect(await enter('ada', 'engine number one')).toMatchObject({
      status: 423,
      body: { code: 'account_locked' },
    })
  })

  test('tells its test whether it answers, takes us, and has the place where people are', async () => {
    const settings = { url: directory.url, ...base }
    const results = [
      [settings, 'ok'],
      [{ ...settings, bindPassword: 'wrong' }, 'refused'],
      [{ ...settings, baseDn: 'ou=nowhere,dc=example,dc=edu' }, 'unexpected'],
      [{ ...settings, url: 'ldap://127.0.0.1:9' }, 'unreachable'],
    ] as const
    for (const [index, [one, result]] of results.entries()) {
      const { profileId } = await addProfile(ask, { code: `test${index}`, kind: 'LDAP', settings: one })
      expect((await ask(`POST /api/sign-in-profiles/${profileId}/test`)).json()).toEqual({ result })
    }
  })

  test('begins no way through a browser, and nothing about people is logged', async () => {
    const { json } = await openBrowser(server).post('/api/sso/campus/start', {})
    expect(json().code).toBe('sso_failed')
    expect(server.logLines.join()).not.toMatch(/\bada\b|engine|reads everybody/i)
  })
})
