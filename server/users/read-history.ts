import { sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { HistoryEntry } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { changesOf } from '../fields/changes-of.ts'
import type { RecordDocument } from '../fields/document.ts'

export type HistoryInput = { userId: number; days?: number; after?: string; limit?: number }

type Row = {
  at: Date
  revision: number
  actor_name: string
  source: string
  reason: string | null
  task_id: number | null
  old: RecordDocument | null
  new: RecordDocument | null
}

/** Changes of one user, newest first; of sensitive fields only that they changed (features I1). */
export async function readHistory(ctx: Context, input: HistoryInput): Promise<Page<HistoryEntry>> {
  requirePermission(ctx, 'users.view')
  const limit = input.limit ?? 50
  const since = input.days === undefined ? null : new Date(ctx.now().getTime() - input.days * 86_400_000)
  const after = input.after ? readCursor(input.after, ['number']) : null
  const { rows } = await sql<Row>`
    select h.at, h.revision, c.actor_name, c.source, c.reason, c.task_id, h.old, h.new
    from user_history h
    join change_set c on c.institution_id = h.institution_id and c.change_set_id = h.change_set_id
    where h.institution_id = ${ctx.institution.institutionId} and h.user_id = ${input.userId} and h.new is not null
      and ${since ? sql`h.at >= ${since}` : sql`true`} and ${after ? sql`h.revision < ${after[0]}` : sql`true`}
    order by h.revision desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const hasMore = rows.length > limit
  return {
    items: items.map(wireEntry),
    ...(hasMore ? { next: cursorText([items.at(-1)!.revision]) } : {}),
  }
}

function wireEntry(row: Row): HistoryEntry {
  return {
    at: row.at.toISOString(),
    actor: row.actor_name,
    source: row.source,
    kind: row.old === null ? 'created' : 'changed',
    changes: changesOf(row.old, row.new),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.task_id === null ? {} : { taskId: row.task_id }),
  }
}
