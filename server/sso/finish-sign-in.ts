import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Exchange } from '../http/exchange.ts'
import { returnAddress } from './addresses.ts'
import { attachAccount } from './attach-account.ts'
import { browserCookie, endAttempt, type Way } from './attempts.ts'
import { casSubject } from './cas.ts'
import { asking } from './failure.ts'
import { findAccount } from './find-account.ts'
import { oidcSubject } from './oidc.ts'
import { findProfile, type Profile } from './profile.ts'

/** `query`: what the provider sent along. */
type FinishInput = { code: string; query: Readonly<Record<string, unknown>> }

/** Who has come back and where they wanted to go, or the page that says that an account is attached now. */
export type Finish = { userId: number; next: string } | { page: string }

/**
 * Somebody comes back from a provider, in the browser in which they left. Throws `sso_failed`, `sso_refused` alike for
 * whom we do not know and for whom we do not let in, `invitation_invalid`, `social_account_taken`.
 */
export async function finishSignIn(
  ctx: Context,
  { code, query }: FinishInput,
  exchange: Exchange,
): Promise<Finish> {
  const profile = await findProfile(ctx, { code })
  const browser = exchange.cookie(browserCookie)
  const state = String(query['state'])
  const attempt = profile && (await endAttempt(ctx, profile.profileId, { state, browser }))
  if (!attempt || browser === undefined) throw appError('sso_failed')
  const way = { state, browser }
  const subject =
    attempt.subject ?? (await asking(ctx, profile, () => askSubject(profile, way, { query, ...exchange })))
  if (subject === '' || subject.length > 255) throw appError('sso_refused')
  if (attempt.invitationHash) {
    await attachAccount(ctx, profile, { subject, invitationHash: attempt.invitationHash })
    return { page: '/attach-account?done=true' }
  }
  const userId = await findAccount(ctx, profile, subject)
  if (userId === undefined) throw appError('sso_refused')
  return { userId, next: attempt.next }
}

type Return = Pick<FinishInput, 'query'> & { origin: string }

async function askSubject(profile: Profile, way: Way, { query, origin }: Return): Promise<string> {
  if (profile.kind === 'CAS') {
    return casSubject(profile, { ...way, origin, ticket: String(query['ticket'] ?? '') })
  }
  if (profile.kind === 'SAML') throw new Error('There was no response')
  const returned = new URL(returnAddress({ origin, code: profile.code }))
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') returned.searchParams.set(name, value)
  }
  return oidcSubject(profile, way, returned)
}
