import type { SegmentDescription } from '../../../contract/configuration.ts'

type Values = Record<string, unknown>

/** Kinds of elements that are entered with a new user, in the order of the screen; one of each. */
export const firstKinds = ['identifier', 'email', 'address', 'phone'] as const

export const firstPath = (kind: string) => `${kind}/first`

/** What a new user's elements hold at first: the first of a kind is the preferred one. */
export function firstValues(segments: readonly SegmentDescription[]): Values {
  const kinds = segments.filter(segment => firstKinds.some(kind => kind === segment.kind))
  return Object.fromEntries(
    kinds.map(segment => {
      const isOne = segment.fields.some(field => field.name === 'preferred')
      return [firstPath(segment.kind), isOne ? { preferred: true } : {}]
    }),
  )
}

/** What the forms of new users hold beside fields and elements. */
const settings: ReadonlySet<string> = new Set([
  'isProxy',
  'sponsorId',
  'hasInstitutionalRecord',
  'roleExpiryDate',
  'linked',
  'password',
  'again',
  'invitesToSocialLogin',
])

/** What is sent: filled fields, and elements in which somebody entered something. */
export function enteredValues(values: Values): Values {
  const isSent = ([path, value]: [string, unknown]) => !settings.has(path) && isEntered(path, value)
  return Object.fromEntries(Object.entries(values).filter(isSent))
}

function isEntered(path: string, value: unknown): boolean {
  if (isEmpty(value)) return false
  if (!path.includes('/')) return true
  return Object.values(value as object).some(one => typeof one !== 'boolean' && !isEmpty(one))
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)
