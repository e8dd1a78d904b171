import { returnAddress } from './addresses.ts'
import { type CasAnswer, readCasAnswer } from './cas-answer.ts'
import { patienceSeconds } from './oidc.ts'
import type { Profile } from './profile.ts'

type Place = { state: string; origin: string }

/** Address of the CAS server, for its protocol 3.0. */
export function casAddress(profile: Profile, place: Place): string {
  return addressOf(profile, 'login', { service: serviceOf(profile, place) })
}

/** Who the ticket is for, as the server says it; throws when it does not know the ticket. */
export async function casSubject(profile: Profile, place: Place & { ticket: string }): Promise<string> {
  const answer = await validateTicket(profile, place)
  if (answer.failure !== undefined) throw new Error('The ticket was refused')
  const { attribute } = profile.settings
  return (attribute ? answer.attributes.get(attribute) : answer.user) ?? ''
}

/** Asks the server about a ticket; it answers only for the service that the ticket was given out for. */
export async function validateTicket(
  profile: Profile,
  { ticket, ...place }: Place & { ticket: string },
): Promise<CasAnswer> {
  const service = serviceOf(profile, place)
  const response = await fetch(addressOf(profile, 'p3/serviceValidate', { service, ticket }), {
    redirect: 'error',
    signal: AbortSignal.timeout(patienceSeconds * 1000),
  })
  return readCasAnswer(await response.text())
}

/** The state is part of the service, so that a ticket is good for the way on which it was given out. */
function serviceOf({ code }: Profile, { state, origin }: Place): string {
  return `${returnAddress({ origin, code })}?${new URLSearchParams({ state })}`
}

function addressOf({ settings }: Profile, path: string, query: Record<string, string>): string {
  return `${settings['serverUrl']!.replace(/\/$/, '')}/${path}?${new URLSearchParams(query)}`
}
