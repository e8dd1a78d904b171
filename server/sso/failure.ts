import type { Context } from '../context.ts'
import { AppError, appError } from '../errors.ts'
import type { Profile } from './profile.ts'

/**
 * Runs what talks to a provider; whatever goes wrong there is `sso_failed` to the person, and one line of the log to the
 * administrator: the kind of the failure, and never what the provider wrote, which may name people.
 */
export async function asking<Answer>(
  ctx: Context,
  profile: Profile,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw error
    ctx.log.warn({ profile: profile.code, reason: reasonOf(error) }, 'a sign-in through a provider failed')
    throw appError('sso_failed')
  }
}

/** Libraries say the reason before the first colon, and the values that were wrong behind it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : `${error.name}: ${error.message.split(/[:.]/)[0]!.slice(0, 80)}`
}
