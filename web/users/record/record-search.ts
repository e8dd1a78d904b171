import { feeSearch } from '../../fees/fee-search.ts'
import { historySearch } from './history-search.ts'

/** What the tabs of a record keep in the address. */
export const recordSearch = (raw: Record<string, unknown>) => ({ ...historySearch(raw), ...feeSearch(raw) })
