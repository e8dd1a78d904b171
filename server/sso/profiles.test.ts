import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SignInProfile } from '../../contract/sso.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { type CasServer, openCasServer } from './testing/cas-server.ts'
import { type OidcServer, oidcClient, openOidcServer } from './testing/oidc-server.ts'
import { addProfile } from './testing/profiles.ts'
import { openSamlServer } from './testing/saml-server.ts'
import { signingPair } from './testing/signing-pairs.ts'
import { origin } from './testing/visitor.ts'

let server: TestServer
let oidc: OidcServer
let cas: CasServer
let administrator: Ask
let system: Ask
let manager: Ask
let desk: Ask

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: origin })
  oidc = await openOidcServer([`${origin}/api/sso/fine/return`])
  cas = await openCasServer()
  administrator = (await staffMember(server, 'administrator', ['50'])).ask
  system = (await staffMember(server, 'system', ['26'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
  desk = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(async () => {
  await Promise.all([oidc.close(), cas.close()])
  await server.close()
})

const draft = {
  code: 'campus',
  kind: 'OIDC',
  name: 'Campus account',
  isActive: true,
  matchBy: 'PRIMARY',
  settings: { issuer: 'https://id.example.edu', clientId: 'carrel', clientSecret: 'swordfish-1' },
}
const { code, kind, ...editable } = draft

const list = async (ask: Ask = administrator): Promise<SignInProfile[]> =>
  (await ask('GET /api/sign-in-profiles')).json().items

async function fresh(name: string, more: object = {}): Promise<SignInProfile> {
  const response = await administrator('POST /api/sign-in-profiles', { ...draft, code: name, ...more })
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}

describe('a profile', () => {
  test('is added with what the provider must be told, and its secret is never told again', async () => {
    const profile = await fresh('campus')
    expect(profile).toEqual({
      profileId: profile.profileId,
      code: 'campus',
      kind: 'OIDC',
      name: 'Campus account',
      isActive: true,
      matchBy: 'PRIMARY',
      settings: { issuer: 'https://id.example.edu', clientId: 'carrel' },
      secrets: ['clientSecret'],
      addresses: { return: `${origin}/api/sso/campus/return` },
      updatedBy: 'Wilhelmina Quackenbush',
      updatedAt: '2026-11-20T15:00:00.000Z',
    })
    expect(await list(manager)).toContainEqual(profile)
  })

  test('keeps its secret sealed, and when it is changed without giving it', async () => {
    const { profileId } = await fresh('sealed')
    const sealed = async () => {
      const { rows } = await sql<{
        text: string
        sealed: Buffer
      }>`select settings::text as text, sealed_secrets as sealed
        from sign_in_profile where profile_id = ${profileId}`.execute(server.db)
      expect(`${rows[0]!.text} ${rows[0]!.sealed.toString('latin1')}`).not.toContain('swordfish')
      return rows[0]!.sealed
    }
    await sealed()
    const edit = (settings: object) =>
      system(`PUT /api/sign-in-profiles/${profileId}`, { ...editable, name: 'Another', settings })
    const { clientSecret, ...others } = draft.settings
    expect((await edit({ ...others, clientSecret: '' })).json()).toMatchObject({
      name: 'Another',
      secrets: ['clientSecret'],
    })
    await sealed()
    expect(server.logLines.join()).not.toContain('swordfish')
  })

  test('is deleted, and with it the sign-ins under way', async () => {
    const { profileId } = await fresh('short-lived', { kind: 'CAS', settings: { serverUrl: cas.serverUrl } })
    expect((await administrator('POST /api/sso/short-lived/start', {})).statusCode).toBe(200)
    expect((await system(`DELETE /api/sign-in-profiles/${profileId}`)).statusCode).toBe(204)
    expect((await list()).map(one => one.code)).not.toContain('short-lived')
    expect((await system(`DELETE /api/sign-in-profiles/${profileId}`)).statusCode).toBe(404)
  })

  test('has its changes in the history of the settings, without secrets', async () => {
    const { profileId } = await fresh('told')
    await system(`PUT /api/sign-in-profiles/${profileId}`, { ...editable, isActive: false })
    await system(`DELETE /api/sign-in-profiles/${profileId}`)
    const { rows } = await sql<{
      old: object | null
      new: object | null
    }>`select old, new from settings_history
      where key = 'signInProfile.told' order by settings_history_id`.execute(server.db)
    expect(rows.map(row => [row.old !== null, row.new !== null])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
    expect(rows[1]).toMatchObject({
      old: { isActive: true },
      new: { isActive: false, secrets: ['clientSecret'] },
    })
    expect(JSON.stringify(rows)).not.toContain('swordfish')
  })

  test('has a code of its own', async () => {
    await fresh('twice')
    const response = await administrator('POST /api/sign-in-profiles', { ...draft, code: 'twice' })
    expect([response.statusCode, response.json().code]).toEqual([409, 'code_taken'])
  })
})

const saml = { entityId: 'https://idp.example.edu', entryPoint: 'https://idp.example.edu/sso' }
const ldap = { url: 'ldaps://ldap.example.edu', baseDn: 'dc=example,dc=edu' }
const oidcSettings = draft.settings

test.each<[string, object, string, string]>([
  ['no name', { name: ' ' }, 'name', 'required'],
  ['a code that is no part of an address', { code: 'a/b' }, 'code', 'wrong_form'],
  ['no issuer', { settings: { ...oidcSettings, issuer: '' } }, 'settings/issuer', 'required'],
  [
    'an unencrypted issuer',
    { settings: { ...oidcSettings, issuer: 'http://id.example.edu' } },
    'settings/issuer',
    'not_a_safe_address',
  ],
  [
    'a script as issuer',
    { settings: { ...oidcSettings, issuer: 'javascript:alert(1)' } },
    'settings/issuer',
    'not_a_safe_address',
  ],
  [
    'an address with a password',
    { settings: { ...oidcSettings, issuer: 'https://a:b@id.example.edu' } },
    'settings/issuer',
    'not_a_safe_address',
  ],
  [
    'a setting that there is not',
    { settings: { ...oidcSettings, colour: 'red' } },
    'settings/colour',
    'unknown_field',
  ],
  [
    'line breaks',
    { settings: { ...oidcSettings, clientId: 'a\nb' } },
    'settings/clientId',
    'control_characters',
  ],
  ['an unknown type of identifier', { matchBy: 'NOTHING' }, 'matchBy', 'unknown_code'],
  ['a type of social logins for another provider', { matchBy: 'GOOGLE' }, 'matchBy', 'unknown_code'],
  ['another type for social logins', { kind: 'SOCIAL', matchBy: 'BARCODE' }, 'matchBy', 'unknown_code'],
  ['the primary identifier for social logins', { kind: 'SOCIAL' }, 'matchBy', 'unknown_code'],
  [
    'no certificate',
    { kind: 'SAML', settings: { ...saml, certificate: '' } },
    'settings/certificate',
    'required',
  ],
  [
    'a certificate that is none',
    { kind: 'SAML', settings: { ...saml, certificate: 'abc' } },
    'settings/certificate',
    'not_a_certificate',
  ],
  [
    'a key instead of a certificate',
    { kind: 'SAML', settings: { ...saml, certificate: signingPair.key } },
    'settings/certificate',
    'not_a_certificate',
  ],
  [
    'a web address of a directory',
    { kind: 'LDAP', settings: { ...ldap, url: 'https://ldap.example.edu' } },
    'settings/url',
    'not_a_directory',
  ],
  [
    'a search without the name',
    { kind: 'LDAP', settings: { ...ldap, filter: '(uid=*)' } },
    'settings/filter',
    'not_a_search',
  ],
])('a profile with %s is refused', async (_what, change, field, rule) => {
  const response = await administrator('POST /api/sign-in-profiles', { ...draft, code: 'wrong', ...change })
  expect([response.statusCode, response.json().problems]).toEqual([422, [{ field, rule }]])
})

test('configuration is for those who may: others see it, or not even that', async () => {
  const { profileId } = await fresh('mine')
  const changes: [string, object?][] = [
    ['POST /api/sign-in-profiles', { ...draft, code: 'other' }],
    [`PUT /api/sign-in-profiles/${profileId}`, editable],
    [`DELETE /api/sign-in-profiles/${profileId}`],
    [`POST /api/sign-in-profiles/${profileId}/test`],
  ]
  for (const [line, body] of changes) expect((await manager(line, body)).statusCode, line).toBe(403)
  expect((await manager('GET /api/sign-in-profiles')).statusCode).toBe(200)
  expect((await desk('GET /api/sign-in-profiles')).statusCode).toBe(403)
})

test('requests are closed, and name a profile that there is', async () => {
  const put = (id: string, body: object) => administrator(`PUT /api/sign-in-profiles/${id}`, body)
  expect((await put('1', { ...editable, kind: 'CAS' })).statusCode).toBe(422)
  expect((await put('999999', editable)).statusCode).toBe(404)
  expect((await put('first', editable)).statusCode).toBe(422)
  expect((await administrator('POST /api/sign-in-profiles/999999/test')).statusCode).toBe(404)
  expect((await administrator('POST /api/sign-in-profiles', { ...draft, kind: 'KERBEROS' })).statusCode).toBe(
    422,
  )
})

describe('the test of a profile says of', () => {
  async function tested(name: string, profile: { kind: string; settings: Record<string, string> }) {
    const { profileId } = await addProfile(administrator, { code: name, isActive: false, ...profile })
    return (await system(`POST /api/sign-in-profiles/${profileId}/test`)).json().result
  }

  test('OIDC whether it answers and takes our name and secret', async () => {
    const settings = { issuer: oidc.issuer, ...oidcClient }
    expect(await tested('fine', { kind: 'OIDC', settings })).toBe('ok')
    expect(await tested('o2', { kind: 'OIDC', settings: { ...settings, clientSecret: 'wrong' } })).toBe(
      'refused',
    )
    expect(await tested('o3', { kind: 'OIDC', settings: { ...settings, issuer: cas.serverUrl } })).toBe(
      'unreachable',
    )
  })

  test('CAS whether it answers as one and knows us', async () => {
    expect(await tested('c1', { kind: 'CAS', settings: { serverUrl: cas.serverUrl } })).toBe('ok')
    cas.services.push('https://other.example.edu/')
    expect(await tested('c2', { kind: 'CAS', settings: { serverUrl: cas.serverUrl } })).toBe('refused')
    expect(await tested('c3', { kind: 'CAS', settings: { serverUrl: oidc.issuer } })).toBe('unreachable')
  })

  test('SAML whether its page is there', async () => {
    const idp = await openSamlServer()
    const { entityId, entryPoint } = idp
    const settings = { entityId, entryPoint, certificate: signingPair.certificate }
    expect(await tested('s1', { kind: 'SAML', settings })).toBe('ok')
    const nowhere = `${oidc.issuer}/nowhere`
    expect(await tested('s2', { kind: 'SAML', settings: { ...settings, entryPoint: nowhere } })).toBe(
      'unexpected',
    )
    await idp.close()
    expect(await tested('s3', { kind: 'SAML', settings })).toBe('unreachable')
  })
})
