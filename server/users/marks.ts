import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'

/** Whether the user row `u` has a block that is active and not expired. */
export const hasActiveBlocks = (ctx: Context) =>
  sql<boolean>`exists (select from user_block b where b.institution_id = u.institution_id and b.user_id = u.user_id
    and b.status = 'ACTIVE' and coalesce(b.expiry_date >= ${dateIn(ctx.institution.timeZone, ctx.now())}, true)
    and ${seenOwner(sql`b.owner`, librariesSeen(ctx))})`

/** Whether the user row `u` has a note. */
export const hasNotes = (ctx: Context) => sql<boolean>`exists (select from user_note n
  where n.institution_id = u.institution_id and n.user_id = u.user_id
    and ${seenOwner(sql`n.owner`, librariesSeen(ctx))})`
