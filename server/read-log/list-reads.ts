import { sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { RecordRead } from '../../contract/read-log.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { requireUser } from '../fields/require-user.ts'

/** Who opened the record of a user, newest first. What was remembered stays readable when the log is switched off. */
export async function listReads(
  ctx: Context,
  input: { userId: number; after?: string; limit?: number },
): Promise<Page<RecordRead>> {
  requirePermission(ctx, 'users.read_log')
  const limit = input.limit ?? 50
  const [at, staffId] = input.after ? readCursor(input.after, ['moment', 'number']) : []
  const { rows } = await sql<{ read_at: Date; staff_id: number; staff_name: string }>`
    select read_at, staff_id, staff_name from record_read
    where institution_id = ${ctx.institution.institutionId} and user_id = ${input.userId}
      ${at === undefined ? sql`` : sql`and (read_at, staff_id) < (${at}::timestamptz, ${staffId}::bigint)`}
    order by read_at desc, staff_id desc limit ${limit + 1}`.execute(ctx.db)
  if (rows.length === 0) await requireUser(ctx, input.userId)
  const items = rows.slice(0, limit).map(row => ({
    at: row.read_at.toISOString(),
    staffId: row.staff_id,
    name: row.staff_name,
  }))
  const last = items.at(-1)
  return { items, ...(rows.length > limit && last ? { next: cursorText([last.at, last.staffId]) } : {}) }
}
