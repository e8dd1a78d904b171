import { oneOf, textOr } from '../search-params.ts'

export const outcomes = ['change', 'keep', 'reject'] as const
export type Outcome = (typeof outcomes)[number]

/** Which users of a job are shown, as it stands in the address. */
export type TaskSearch = {
  outcome?: Outcome | undefined
  reason?: string | undefined
  result?: 'done' | 'skipped' | undefined
}

export function taskSearch(raw: Record<string, unknown>): TaskSearch {
  return {
    outcome: oneOf(outcomes, raw['outcome']),
    reason: textOr(raw['reason'], undefined),
    result: oneOf(['done', 'skipped'] as const, raw['result']),
  }
}
