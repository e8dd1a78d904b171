import { signIn } from '../../access/sign-in.ts'
import { unknownNames } from '../../access/unknown-names.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Call, CallQuery } from '../call.ts'
import { type FoundUser, findUser, storable } from '../find-user.ts'
import type { Answer } from '../operation.ts'
import { AlmaRefusal, refuse } from '../refusal.ts'
import { refreshCopy } from './refresh-copy.ts'
import { refuseReading } from './refuse-reading.ts'

/** Locks of names that belong to nobody; one for the process, as those who sign in have theirs. */
const strangers = unknownNames()

export const isAuthentication = (query: CallQuery): boolean => operationOf(query) === 'auth'

/** `op=auth`: is this the password? `op=refresh`: a copy becomes again what it is a copy of (facts: alma-api §2.1). */
export async function actOnUser(ctx: Context, call: Call): Promise<Answer> {
  const op = operationOf(call.query)
  if (op === 'auth') await authenticate(ctx, call)
  else if (op === 'refresh') await refreshCopy(ctx, await findUser(ctx, call))
  else throw refuse('401666', { name: 'op', value: op })
  return 'nothing'
}

const operationOf = (query: CallQuery): string => query.text('op')?.toLowerCase() ?? 'auth'

/**
 * The same check as at the sign-in, with its counting and locking; whatever is wrong, the refusal is the same. Who has
 * no such identifier costs the same work, and is told as everywhere.
 */
async function authenticate(ctx: Context, call: Call): Promise<void> {
  const found = await findUser(ctx, call).catch((error: unknown) => asRefusal(error))
  const password = passwordIn(call)
  const isFound = !(found instanceof AlmaRefusal)
  // An empty one guesses nothing, and must not lock anybody.
  const isRight = password !== '' && (await isPassword(ctx, isFound ? found : nobody(call), password))
  if (!isFound) throw found
  if (!isRight) throw refuseReading('401866')
}

function asRefusal(error: unknown): AlmaRefusal {
  if (error instanceof AlmaRefusal) return error
  throw error
}

/** No identifier has the character with which this begins. */
const nobody = ({ params }: Call): Pick<FoundUser, 'primaryId'> => ({
  primaryId: storable(`\0${params['user_id']}`),
})

async function isPassword(
  ctx: Context,
  { primaryId }: Pick<FoundUser, 'primaryId'>,
  password: string,
): Promise<boolean> {
  try {
    await signIn(ctx, { primaryId, password }, strangers)
    return true
  } catch (error) {
    if (error instanceof AppError && ['sign_in_failed', 'account_locked'].includes(error.code)) return false
    throw error
  }
}

/** In the query, or in a header with its special characters encoded. */
function passwordIn({ query, header }: Call): string {
  const given = query.exactText('password')
  if (given !== undefined && given !== '') return given
  const encoded = header('exl-user-pw') ?? ''
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
