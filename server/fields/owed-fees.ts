import { type RawBuilder, sql } from 'kysely'
import type { Institution } from '../context.ts'

/**
 * Condition on the status of a fee: it is owed to the library. A disputed one is not, nor one that the bursar collects,
 * unless the institution lets it be paid and waived here, too (seed 002: allow_activity_on_transferred_finesfees).
 */
export function isOwed(
  { settings }: Pick<Institution, 'settings'>,
  status: RawBuilder<unknown> = sql.ref('f.status'),
): RawBuilder<boolean> {
  return settings.activityOnTransferredFees
    ? sql<boolean>`${status} in ('ACTIVE', 'EXPORTED')`
    : sql<boolean>`${status} = 'ACTIVE'`
}
