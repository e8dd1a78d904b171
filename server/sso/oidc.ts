import * as client from 'openid-client'
import { returnAddress } from './addresses.ts'
import { secretOf, type Way } from './attempts.ts'
import type { Profile } from './profile.ts'

/** Seconds that a provider has for an answer. */
export const patienceSeconds = 10

/** Reads what the provider says of itself, and picks a way to show the secret that it knows. */
export async function discover({ settings }: Profile): Promise<client.Configuration> {
  const issuer = new URL(settings['issuer']!)
  return client.discovery(issuer, settings['clientId']!, undefined, authentication(settings), {
    timeout: patienceSeconds,
    // Such an address is this machine's own: see the rules of profiles.
    ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
  })
}

function authentication({ clientSecret }: Profile['settings']): client.ClientAuth {
  if (!clientSecret) return client.None()
  const basic = client.ClientSecretBasic(clientSecret)
  const posted = client.ClientSecretPost(clientSecret)
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : posted)(server, ...rest)
  }
}

/** Address of the provider, for the authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1). */
export async function oidcAddress(profile: Profile, way: Way, origin: string): Promise<string> {
  const address = client.buildAuthorizationUrl(await discover(profile), {
    redirect_uri: returnAddress({ origin, code: profile.code }),
    scope: profile.settings['scope']!,
    state: way.state,
    nonce: secretOf(way, 'nonce'),
    code_challenge: await client.calculatePKCECodeChallenge(secretOf(way, 'verifier')),
    code_challenge_method: 'S256',
  })
  return address.href
}

/** Who came back, by the subject or by the claim that the profile names; empty when the provider does not say. */
export async function oidcSubject(profile: Profile, way: Way, returned: URL): Promise<string> {
  const configuration = await discover(profile)
  const tokens = await client.authorizationCodeGrant(configuration, returned, {
    expectedState: way.state,
    expectedNonce: secretOf(way, 'nonce'),
    pkceCodeVerifier: secretOf(way, 'verifier'),
    idTokenExpected: true,
  })
  const claims = tokens.claims()!
  const { claim } = profile.settings
  if (profile.kind === 'SOCIAL' || !claim || claim === 'sub') return claims.sub
  const source =
    claim in claims ? claims : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
  const isUnproven = claim === 'email' && source['email_verified'] === false
  return isUnproven ? '' : textOf(source[claim])
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
