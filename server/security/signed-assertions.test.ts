import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { type OidcServer, oidcClient, openOidcServer } from '../sso/testing/oidc-server.ts'
import { addProfile } from '../sso/testing/profiles.ts'
import { openSamlServer, type SamlServer } from '../sso/testing/saml-server.ts'
import { signingPair } from '../sso/testing/signing-pairs.ts'
import { openBrowser, origin, passProvider } from '../sso/testing/visitor.ts'
import { staffMember } from '../users/testing/staff.ts'

// Somebody with an account of their own at the provider makes its answer say another name. (What a provider may not
// say: server/sso/saml.test.ts, oidc.test.ts.)

let server: TestServer
let saml: SamlServer
let oidc: OidcServer

beforeAll(async () => {
  server = await openTestServer({ publicOrigin: origin })
  saml = await openSamlServer()
  oidc = await openOidcServer([`${origin}/api/sso/oidc/return`])
  const { ask } = await staffMember(server, 'administrator', ['50'])
  const { entityId, entryPoint } = saml
  const settings = { entityId, entryPoint, certificate: signingPair.certificate, attribute: 'uid' }
  await addProfile(ask, { code: 'uid', kind: 'SAML', settings })
  await addProfile(ask, { code: 'name-id', kind: 'SAML', settings: { ...settings, attribute: '' } })
  await addProfile(ask, { code: 'oidc', kind: 'OIDC', settings: { issuer: oidc.issuer, ...oidcClient } })
  for (const primaryId of ['victim', 'eve']) {
    const userId = await addUser(server, { primaryId, roles: ['200'] })
    await sql`update user_account set account_type = 'EXTERNAL' where user_id = ${userId}`.execute(server.db)
  }
})
afterAll(async () => {
  await Promise.all([saml.close(), oidc.close()])
  await server.close()
})

type Forge = (xml: string) => string

/** Lets the provider sign for somebody, changes the response, and gives who is signed in by it. */
async function forge(
  uid: string,
  change: Forge,
  { code = 'uid', ...deviation }: { code?: string; algorithm?: string } = {},
) {
  const browser = openBrowser(server)
  const { action, ...fields } = await saml.respond(await browser.start(code), uid, deviation)
  const xml = change(Buffer.from(fields.SAMLResponse, 'base64').toString('utf8'))
  const posted = await browser.postFromElsewhere(action, {
    ...fields,
    SAMLResponse: Buffer.from(xml).toString('base64'),
  })
  const back = String(posted.headers.location)
  if (back.startsWith('/api/')) await browser.get(back)
  const session = await browser.get('/api/session')
  return session.statusCode === 200 ? session.json().user.primaryId : undefined
}

const signature = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)![0]
const idOf = (xml: string) => /<samlp:Response[^>]* ID="([^"]+)"/.exec(xml)![1]!
const unsigned: Forge = xml => xml.replace(signature(xml), '')
/** The same response about the victim, under an id of its own. */
const evil: Forge = xml => unsigned(xml).replaceAll('eve', 'victim').replaceAll(idOf(xml), '_evil')
const before = (xml: string, end: string, text: string) => xml.replace(end, () => `${text}${end}`)
const afterStart = (xml: string, text: string) =>
  xml.replace(/<samlp:Response[^>]*>/, start => `${start}${text}`)
const assertionOf = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)![0]

test('what is not changed signs in whom the provider named', async () => {
  expect(await forge('eve', xml => xml)).toBe('eve')
  expect(await forge('eve', xml => xml, { code: 'name-id' })).toBe('eve')
})

/** Signature wrapping (Somorovsky et al., "On Breaking SAML", 2012): signed is one part, read another. */
const wrappings: [what: string, change: Forge][] = [
  [
    'around the signed response, inside of its signature',
    xml =>
      afterStart(
        evil(xml),
        signature(xml).replace('</ds:Signature>', `<ds:Object>${unsigned(xml)}</ds:Object></ds:Signature>`),
      ),
  ],
  [
    'around the signed response, beside its signature',
    xml => afterStart(evil(xml), `${signature(xml)}${unsigned(xml)}`),
  ],
  ['around the whole signed response', xml => before(evil(xml), '</samlp:Response>', xml)],
  [
    'around it, in its extensions',
    xml => afterStart(evil(xml), `<samlp:Extensions>${xml}</samlp:Extensions>`),
  ],
  [
    'under the same id, around it',
    xml =>
      afterStart(evil(xml).replaceAll('_evil', idOf(xml)), `<samlp:Extensions>${xml}</samlp:Extensions>`),
  ],
  [
    'with the signature that points to nothing',
    xml =>
      evil(xml).replace('<samlp:Status>', `${signature(xml).replaceAll(`#${idOf(xml)}`, '')}<samlp:Status>`),
  ],
  [
    'beside the signed assertion, before it',
    xml => xml.replace('<saml:Assertion', () => `${assertionOf(evil(xml))}<saml:Assertion`),
  ],
  ['beside the signed assertion, behind it', xml => before(xml, '</samlp:Response>', assertionOf(evil(xml)))],
  ['inside of the signed assertion', xml => before(xml, '</saml:Assertion>', assertionOf(evil(xml)))],
  [
    'inside of the signature',
    xml => before(xml, '</ds:Signature>', `<ds:Object>${assertionOf(evil(xml))}</ds:Object>`),
  ],
  ['in a second response behind the first', xml => `${xml}${evil(xml)}`],
  ['in a second response before it', xml => `${evil(xml)}${xml}`],
  [
    'in place of it, with the signature of another',
    xml =>
      evil(xml)
        .replaceAll('_evil', idOf(xml))
        .replace('<samlp:Status>', `${signature(xml)}<samlp:Status>`),
  ],
]

describe.each(['uid', 'name-id'])('a forged assertion, profile %s', code => {
  test.each(wrappings)('%s signs the victim in by no means', async (_what, change) => {
    expect(await forge('eve', change, { code })).not.toBe('victim')
  })

  test.each<[string, string, Forge]>([
    ['a comment in the name', 'victim.eve', xml => xml.replaceAll('victim.eve', 'victim<!---->.eve')],
    ['a comment before the name', 'eve.victim', xml => xml.replaceAll('eve.victim', 'eve.<!-- -->victim')],
    ['an instruction in the name', 'victim.eve', xml => xml.replaceAll('victim.eve', 'victim<?a b?>.eve')],
    ['a section in the name', 'victim.eve', xml => xml.replaceAll('victim.eve', 'victim<![CDATA[]]>.eve')],
  ])('with %s signs the victim in by no part of it', async (_what, uid, change) => {
    expect(await forge(uid, change, { code })).toBeUndefined()
  })
})

describe('a response', () => {
  test.each([
    ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', undefined],
    ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'eve'],
    ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'eve'],
  ])('that is signed by %s signs in: %s', async (algorithm, who) => {
    expect(await forge('eve', xml => xml, { algorithm })).toBe(who)
  })

  test.each<[string, Forge]>([
    [
      'hmac-sha1',
      xml =>
        xml.replaceAll(
          /SignatureMethod Algorithm="[^"]+"/g,
          'SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"',
        ),
    ],
    ['none', xml => xml.replaceAll(/SignatureMethod Algorithm="[^"]+"/g, 'SignatureMethod Algorithm="none"')],
    ['a digest that is empty', xml => xml.replace(/<ds:DigestValue>[^<]+/, '<ds:DigestValue>')],
    ['a value that is empty', xml => xml.replace(/<ds:SignatureValue>[^<]+/, '<ds:SignatureValue>')],
    ['a digest behind a comment', xml => xml.replace(/<ds:DigestValue>/, '<ds:DigestValue><!--x-->')],
    ['two signatures', xml => before(xml, '<samlp:Status>', signature(xml))],
    ['two references', xml => xml.replace(/<ds:Reference[\s\S]*<\/ds:Reference>/, one => `${one}${one}`)],
    [
      'another transform',
      xml =>
        xml.replace(
          /<ds:Transforms>/,
          '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/><ds:Transform Algorithm="x"/>',
        ),
    ],
  ])('whose signature has been made to have %s is refused', async (_what, change) => {
    expect(await forge('eve', xml => change(xml.replaceAll('eve', 'victim')))).toBeUndefined()
  })

  const laughs = Array.from(
    { length: 12 },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  ).join('')
  test.each([
    ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>', '&x;'],
    ['entities that expand', `<!DOCTYPE r [<!ENTITY l0 "ha">${laughs}]>`, '&l12;'],
    ['an entity that is the name', '<!DOCTYPE r [<!ENTITY x "victim">]>', '&x;'],
    ['a document type elsewhere', '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">', 'eve'],
  ])('with %s is refused', async (_what, doctype, use) => {
    expect(await forge('eve', xml => `${doctype}${xml.replaceAll('>eve<', `>${use}<`)}`)).toBeUndefined()
  })

  test('of any size and depth is no more than refused', async () => {
    const deep = `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`
    for (const text of [
      deep,
      '<',
      '\u0000',
      `<a ${'b="c" '.repeat(10_000)}/>`,
      '<?xml version="1.0" encoding="UTF-16"?><a/>',
    ])
      expect(await forge('eve', () => text)).toBeUndefined()
  })
})

describe('a return from an OpenID provider', () => {
  async function back(change: (address: URL) => void) {
    const browser = openBrowser(server)
    const address = new URL(await passProvider(await browser.start('oidc'), 'eve'))
    change(address)
    await browser.get(address.href)
    const session = await browser.get('/api/session')
    return session.statusCode === 200 ? session.json().user.primaryId : undefined
  }

  test('that is as it was signs in', async () => {
    expect(await back(() => undefined)).toBe('eve')
  })

  test.each<[string, (address: URL) => void]>([
    ['names another issuer (RFC 9207)', address => address.searchParams.set('iss', 'https://evil.example')],
    ['names no issuer, though the provider does', address => address.searchParams.delete('iss')],
    ['has another code', address => address.searchParams.set('code', 'x'.repeat(43))],
    ['has no code', address => address.searchParams.delete('code')],
    ['has a state of nobody', address => address.searchParams.set('state', 'x'.repeat(43))],
    ['has the state twice', address => address.searchParams.append('state', 'x'.repeat(43))],
    ['has an error beside the code', address => address.searchParams.set('error', 'access_denied')],
    [
      'has a token that somebody added',
      address => {
        address.searchParams.set('id_token', 'a.b.c')
        address.searchParams.delete('code')
      },
    ],
  ])('that %s signs nobody in', async (_what, change) => {
    expect(await back(change)).toBeUndefined()
  })

  test('whose code was used already signs nobody in, in whatever browser', async () => {
    const browser = openBrowser(server)
    const address = await passProvider(await browser.start('oidc'), 'eve')
    await browser.get(address)
    const again = openBrowser(server)
    const mine = new URL(await again.start('oidc'))
    const replay = new URL(address)
    replay.searchParams.set('state', mine.searchParams.get('state')!)
    await again.get(replay.href)
    expect((await again.get('/api/session')).statusCode).toBe(401)
  })
})
