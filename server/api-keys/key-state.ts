import { type RawBuilder, sql } from 'kysely'
import type { apiKeyStates } from '../../contract/api-keys.ts'

type State = (typeof apiKeyStates)[number]

/** SQL: whether a key of `api_key` works today, a date in the time zone of the institution. */
export const isInForce = (today: string): RawBuilder<boolean> =>
  sql<boolean>`(is_active and coalesce(expiry_date >= ${today}::date, true))`

/** The same, with the reason why not. */
export function stateOf(key: { is_active: boolean; expiry_date: string | null }, today: string): State {
  if (!key.is_active) return 'off'
  return key.expiry_date !== null && key.expiry_date < today ? 'expired' : 'active'
}
