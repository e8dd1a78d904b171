import { changeSources, type HistoryPeriod, historyPeriods } from '../../../contract/history.ts'
import { oneOf, textOr } from '../../search-params.ts'

/** What of the history is shown, as it stands in the address. */
export type HistorySearch = {
  period?: HistoryPeriod | undefined
  source?: (typeof changeSources)[number] | undefined
  actor?: string | undefined
  /** A field, or a kind of element. */
  field?: string | undefined
}

export const usualPeriod: HistoryPeriod = '30'

/** Reads the address; what it does not know is left out. */
export function historySearch(raw: Record<string, unknown>): HistorySearch {
  return {
    period: oneOf(historyPeriods, raw['period']),
    source: oneOf(changeSources, raw['source']),
    actor: textOr(raw['actor'], undefined),
    field: textOr(raw['field'], undefined),
  }
}
