import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Exchange } from '../http/exchange.ts'
import { ownPage } from './addresses.ts'
import { beginAttempt, browserCookie, type Way } from './attempts.ts'
import { casAddress } from './cas.ts'
import { asking } from './failure.ts'
import { invitationOf } from './invitations.ts'
import { oidcAddress } from './oidc.ts'
import { findProfile, type Profile } from './profile.ts'
import { samlAddress } from './saml.ts'

type StartInput = { code: string; next?: string; invitation?: string }

/**
 * Begins to sign in through a provider, or to attach its account to the user who was invited. Gives the provider's
 * address for the browser. Throws `sso_failed` or `invitation_invalid`.
 */
export async function startSignIn(
  ctx: Context,
  { code, next, invitation }: StartInput,
  exchange: Exchange,
): Promise<{ address: string }> {
  const profile = await findProfile(ctx, { code })
  if (!profile || profile.kind === 'LDAP') throw appError('sso_failed')
  const invited = invitation === undefined ? undefined : await invitationOf(ctx, invitation)
  if (invitation !== undefined && (!invited || profile.kind !== 'SOCIAL'))
    throw appError('invitation_invalid')
  const way = await beginAttempt(ctx, exchange.cookie(browserCookie), {
    profileId: profile.profileId,
    next: ownPage(next),
    invitationHash: invited?.hash ?? null,
  })
  exchange.setCookie(browserCookie, way.browser)
  return { address: await asking(ctx, profile, () => addressOf(profile, way, exchange.origin)) }
}

async function addressOf(profile: Profile, way: Way, origin: string): Promise<string> {
  if (profile.kind === 'SAML') return samlAddress(profile, { ...way, origin })
  if (profile.kind === 'CAS') return casAddress(profile, { ...way, origin })
  return oidcAddress(profile, way, origin)
}
