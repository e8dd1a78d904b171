import type { ErrorCode } from '../../contract/problem.ts'

/** What a broken constraint means to whoever made the request. A constraint that is not here is our mistake. */
const codeOfConstraint: Readonly<Record<string, ErrorCode>> = {
  user_identifier__value_key: 'identifier_taken',
  user_set__name: 'name_taken',
  saved_search__name: 'name_taken',
  api_key__name: 'name_taken',
  webhook__name: 'name_taken',
  sign_in_profile__code: 'code_taken',
  role_profile__pk: 'code_taken',
  registration_terms__pk: 'code_taken',
  // the user was removed in the meantime
  user_identifier__user: 'conflict',
  user_role__user: 'conflict',
  user_block__user: 'conflict',
  user_note__user: 'conflict',
  user_statistic__user: 'conflict',
  user_proxy__user: 'conflict',
  user_enrolment__user: 'conflict',
  user_demerit__user: 'conflict',
  user_attachment__user: 'conflict',
  user_picture__user: 'conflict',
  user_link__user: 'conflict',
  credential__user: 'conflict',
  letter_outbox__user: 'conflict',
  session__user: 'conflict',
  session__simulates: 'conflict',
  sign_in_ticket__user: 'conflict',
  second_factor__user: 'conflict',
  recovery_code__user: 'conflict',
  social_invitation__user: 'conflict',
  opened_user__staff: 'conflict',
  opened_user__user: 'conflict',
  record_read__user: 'conflict',
  // the set was deleted in the meantime
  user_set_member__set: 'conflict',
}

export const mappedConstraints: readonly string[] = Object.keys(codeOfConstraint)

/** The code for an error of the database driver, or undefined when it is not one that a request can cause. */
export function codeOfDatabaseError(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, constraint } = error as Error & { code?: unknown; constraint?: unknown }
  if (typeof constraint === 'string' && Object.hasOwn(codeOfConstraint, constraint)) {
    return codeOfConstraint[constraint]
  }
  if (typeof code === 'string' && unstorableText.has(code)) return 'invalid_input'
  return isConnectionLoss(code, error.message) ? 'database_unreachable' : undefined
}

/** A NUL character, or one that the encoding of the database lacks. */
const unstorableText = new Set(['22021', '22P05'])

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '53300',
  '57P01',
  '57P02',
  '57P03',
])

/** `ENOENT` counts only for a socket: a missing file is another matter. The pool's own failures have no code. */
function isConnectionLoss(code: unknown, message: string): boolean {
  if (code === 'ENOENT') return message.startsWith('connect ')
  if (typeof code === 'string') return lostConnection.has(code) || code.startsWith('08')
  return /^(Connection terminated|timeout exceeded when trying to connect)/.test(message)
}
