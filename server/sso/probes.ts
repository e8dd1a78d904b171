import { InvalidCredentialsError, NoSuchObjectError } from 'ldapts'
import * as client from 'openid-client'
import type { ProfileKind, ProfileTestResult } from '../../contract/sso.ts'
import { returnAddress } from './addresses.ts'
import { validateTicket } from './cas.ts'
import { certificatesIn } from './judge-profile.ts'
import { connected } from './ldap.ts'
import { discover, patienceSeconds } from './oidc.ts'
import type { Profile } from './profile.ts'

type Probe = (profile: Profile, origin: string) => Promise<ProfileTestResult>

/** How each kind of provider is tried; what throws does not answer. */
export const probes: Readonly<Record<ProfileKind, Probe>> = {
  OIDC: probeOidc,
  SOCIAL: probeOidc,
  SAML: probeSaml,
  CAS: probeCas,
  LDAP: probeLdap,
}

/** A code that nobody was given: who refuses only that has accepted our name and secret. */
async function probeOidc(profile: Profile, origin: string): Promise<ProfileTestResult> {
  const configuration = await discover(profile)
  try {
    await client.genericGrantRequest(configuration, 'authorization_code', {
      code: 'carrel-test',
      redirect_uri: returnAddress({ origin, code: profile.code }),
      code_verifier: client.randomPKCECodeVerifier(),
    })
  } catch (error) {
    if (error instanceof client.ResponseBodyError) return error.error === 'invalid_grant' ? 'ok' : 'refused'
    if (error instanceof client.WWWAuthenticateChallengeError) return 'refused'
    throw error
  }
  return 'unexpected'
}

async function probeSaml({ settings }: Profile): Promise<ProfileTestResult> {
  const now = Date.now()
  const isGood = certificatesIn(settings['certificate']!).some(one => Date.parse(one.validTo) > now)
  if (!isGood) return 'expired'
  const { status } = await fetch(settings['entryPoint']!, {
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceSeconds * 1000),
  })
  return status < 500 && status !== 404 ? 'ok' : 'unexpected'
}

/** A ticket that was never given out: whoever says only that knows us as a service. */
async function probeCas(profile: Profile, origin: string): Promise<ProfileTestResult> {
  const { failure } = await validateTicket(profile, { state: 'test', origin, ticket: 'ST-carrel-test' })
  if (failure === undefined) return 'unexpected'
  return failure.includes('SERVICE') ? 'refused' : 'ok'
}

async function probeLdap(profile: Profile): Promise<ProfileTestResult> {
  try {
    return await connected<ProfileTestResult>(profile, async directory => {
      await directory.search(profile.settings['baseDn']!, { scope: 'base', attributes: ['1.1'] })
      return 'ok'
    })
  } catch (error) {
    if (error instanceof InvalidCredentialsError) return 'refused'
    if (error instanceof NoSuchObjectError) return 'unexpected'
    throw error
  }
}
