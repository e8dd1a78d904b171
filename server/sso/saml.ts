import {
  type CacheProvider,
  generateServiceProviderMetadata,
  SAML,
  ValidateInResponseTo,
} from '@node-saml/node-saml'
import { hashToken } from '../access/sessions.ts'
import { assertionAddress, metadataAddress } from './addresses.ts'
import { certificatesIn } from './judge-profile.ts'
import type { Profile } from './profile.ts'

/** Clocks of two machines are never the same. */
const skewSeconds = 60

type Place = { state: string; origin: string }

/** Address of the identity provider with our request (SAML 2.0, HTTP-Redirect binding). */
export function samlAddress(profile: Profile, place: Place): Promise<string> {
  return serviceProvider(profile, place).getAuthorizeUrlAsync(place.state, undefined, {})
}

/**
 * Who the response says has signed in. It must be signed as a whole, by the certificate of the profile, by the named
 * provider, for us, now, and answer the very request of this way; throws otherwise.
 */
export async function samlSubject(
  profile: Profile,
  { response, ...place }: Place & { response: string },
): Promise<string> {
  refuseOutdated(response)
  const { profile: said } = await serviceProvider(profile, place).validatePostResponseAsync({
    SAMLResponse: response,
  })
  if (!said) throw new Error('No assertion')
  if (said.issuer !== profile.settings['entityId']) throw new Error('Wrong issuer')
  refuseOtherRecipients(said.getAssertion?.(), assertionAddress({ ...place, code: profile.code }))
  const { attribute } = profile.settings
  const value = attribute ? attributesOf(said)[attribute] : said.nameID
  return typeof value === 'string' ? value : ''
}

/**
 * What the library would still take: signatures over SHA-1, which are no proof any more (NIST SP 800-131A), and document
 * types, which no SAML message has.
 */
function refuseOutdated(response: string): void {
  const xml = Buffer.from(response, 'base64').toString('utf8')
  if (/xmldsig#(rsa-|dsa-|hmac-)?sha1/.test(xml)) throw new Error('Weak algorithm')
  if (/<!DOCTYPE/i.test(xml)) throw new Error('Document type')
}

const attributesOf = (said: object): Record<string, unknown> =>
  (said as { attributes?: Record<string, unknown> }).attributes ?? {}

type Confirmation = { SubjectConfirmationData?: { $?: { Recipient?: string } }[] }
type Assertion = { Assertion?: { Subject?: { SubjectConfirmation?: Confirmation[] }[] } }

/** An assertion for another address of ours, or of somebody who shares our name, is not for this one (SAML profiles §4.1.4.3). */
function refuseOtherRecipients(assertion: unknown, address: string): void {
  const confirmations =
    (assertion as Assertion | undefined)?.Assertion?.Subject?.[0]?.SubjectConfirmation ?? []
  const recipients = confirmations.map(one => one.SubjectConfirmationData?.[0]?.$?.Recipient)
  if (!recipients.includes(address)) throw new Error('Wrong recipient')
}

/** What an identity provider must know about us. */
export function samlMetadata(profile: Profile, origin: string): string {
  const place = { origin, code: profile.code }
  return generateServiceProviderMetadata({
    issuer: metadataAddress(place),
    callbackUrl: assertionAddress(place),
    identifierFormat: null,
    wantAssertionsSigned: false,
  })
}

function serviceProvider({ settings, code }: Profile, { state, origin }: Place): SAML {
  // The request is named after the state, so that the answer can be told from any other without remembering more.
  const requestId = `_${hashToken(state).toString('hex')}`
  return new SAML({
    entryPoint: settings['entryPoint']!,
    issuer: metadataAddress({ origin, code }),
    callbackUrl: assertionAddress({ origin, code }),
    idpCert: certificatesIn(settings['certificate']!).map(one => one.toString()),
    audience: metadataAddress({ origin, code }),
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: false,
    acceptedClockSkewMs: skewSeconds * 1000,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    generateUniqueId: () => requestId,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: onlyRequest(requestId),
  })
}

/** The one request that an answer may be to. That it is answered once is seen to where its outcome is kept. */
function onlyRequest(requestId: string): CacheProvider {
  const now = new Date().toISOString()
  return {
    saveAsync: async () => null,
    getAsync: async id => (id === requestId ? now : null),
    removeAsync: async () => null,
  }
}
