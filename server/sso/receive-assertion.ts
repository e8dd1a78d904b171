import { isToken } from '../access/sessions.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { keepSubject } from './attempts.ts'
import { asking } from './failure.ts'
import { findProfile } from './profile.ts'
import { samlSubject } from './saml.ts'

type Response = { code: string; response: string; state: string; origin: string }

/**
 * Takes the response of a SAML identity provider. The page that posts it is another site's, so the browser keeps its
 * cookies back: what the response says is kept until the browser comes itself, at the address that this gives.
 */
export async function receiveAssertion(
  ctx: Context,
  { code, response, state, origin }: Response,
): Promise<string> {
  const profile = await findProfile(ctx, { code })
  if (profile?.kind !== 'SAML' || !isToken(state)) throw appError('sso_failed')
  const subject = await asking(ctx, profile, () => samlSubject(profile, { state, origin, response }))
  if (!(await keepSubject(ctx, profile.profileId, { state, subject }))) throw appError('sso_failed')
  return `/api/sso/${code}/return?${new URLSearchParams({ state })}`
}
