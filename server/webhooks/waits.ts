/** Waits after the first failure, the second … ; then the last one again and again (facts: alma-api §6 leave it open). */
const retryMinutes = [1, 5, 30, 120, 480, 1440]

export const daysOfTrying = 3
/** Messages in a row that a listener may refuse before it is not the messages that are wrong. */
const toleratedRefusals = 5

const minute = 60_000
const triedFor = daysOfTrying * 24 * 60 * minute

/** When to try again after so many failures, and not later than the end of trying, which is counted from `since`. */
export function nextAttempt(now: Date, failures: number, since: Date): Date {
  const wait = retryMinutes[Math.min(failures, retryMinutes.length) - 1]! * minute
  const end = since.getTime() + triedFor
  const next = now.getTime() + wait
  return new Date(now.getTime() < end ? Math.min(next, end) : next)
}

export const isOver = (now: Date, since: Date): boolean => now.getTime() - since.getTime() >= triedFor

/** How it is with a listener: failures in a row, and since when nothing arrives. */
export type Listener = { failures: number; silentSince: Date | null; nextAttemptAt: Date | null }

/**
 * The listener after one more attempt. One that cannot be reached gets nothing before the next attempt, so that the order
 * is kept; one that refuses a message gets the others, unless it refuses one after the other.
 */
export function listenerAfter(
  now: Date,
  { failures, silentSince }: Pick<Listener, 'failures' | 'silentSince'>,
  result: 'delivered' | 'refused' | 'unreachable',
): Listener {
  if (result === 'delivered') return { failures: 0, silentSince: null, nextAttemptAt: null }
  const more = failures + 1
  // Whoever was silent before goes on being so, whatever the answer is now.
  const tolerated = result === 'refused' && silentSince === null ? toleratedRefusals : 0
  if (more <= tolerated) return { failures: more, silentSince, nextAttemptAt: null }
  const since = silentSince ?? now
  const steps = silentSince === null ? 1 : more
  return { failures: steps, silentSince: since, nextAttemptAt: nextAttempt(now, steps, since) }
}
