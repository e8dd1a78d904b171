import { type FeeStatus, feeStatuses } from '../../contract/fees.ts'
import { oneOf, textOr } from '../search-params.ts'

export const statusChoices = ['ACTIVE', 'INDISPUTE', 'EXPORTED', 'WAIVED', 'CLOSED', 'ALL'] as const

/** Which fees are shown, as it stands in the address; active ones of any owner at first. */
export type FeeSearch = { status?: FeeStatus | 'ALL' | undefined; owner?: string | undefined }

/** Reads the address; what it does not know is left out. */
export function feeSearch(raw: Record<string, unknown>): FeeSearch {
  return {
    status: oneOf(['ALL', ...feeStatuses], raw['status']),
    owner: textOr(raw['owner'], undefined),
  }
}
