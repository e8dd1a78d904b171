import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'

/** Whether the user row `u` has a block that is active and not expired. */
export const hasActiveBlocks = ({ institution, now }: Context) =>
  sql<boolean>`exists (select from user_block b where b.institution_id = u.institution_id and b.user_id = u.user_id
    and b.status = 'ACTIVE' and coalesce(b.expiry_date >= ${dateIn(institution.timeZone, now())}, true))`

/** Whether the user row `u` has a note. */
export const hasNotes = sql<boolean>`exists (select from user_note n
  where n.institution_id = u.institution_id and n.user_id = u.user_id)`
