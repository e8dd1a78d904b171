import { type RawBuilder, sql } from 'kysely'
import type { changeSources, HistoryEntry, HistoryPeriod } from '../../contract/history.ts'
import type { Page } from '../../contract/page.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { appError } from '../errors.ts'
import { fieldNamed, segmentOf, splitPath } from '../fields/catalogue.ts'
import { changesOf } from '../fields/changes-of.ts'
import type { RecordDocument } from '../fields/document.ts'
import { librariesSeen } from '../fields/owned.ts'
import { userFields } from '../fields/user-fields.ts'

export type HistoryInput = {
  userId: number
  period?: HistoryPeriod
  source?: (typeof changeSources)[number]
  actor?: string
  field?: string
  after?: string
  limit?: number
}

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
  requirePermission(ctx, 'users.history')
  const limit = input.limit ?? 50
  const { rows } = await sql<Row>`
    select h.at, h.revision, c.actor_name, c.source, c.reason, c.task_id, h.old, h.new
    from user_history h
    join change_set c on c.institution_id = h.institution_id and c.change_set_id = h.change_set_id
    where h.institution_id = ${ctx.institution.institutionId} and h.user_id = ${input.userId}
      and ${sql.join(conditions(ctx, input), sql` and `)}
    order by h.revision desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const hasMore = rows.length > limit
  return {
    items: items.map(row => wireEntry(ctx, row, input.field)).filter(isSeen),
    ...(hasMore ? { next: cursorText([items.at(-1)!.revision]) } : {}),
  }
}

const unrecorded = userFields.filter(field => field.unrecorded).map(field => field.name)

function conditions(
  ctx: Context,
  { period, source, actor, field, after }: HistoryInput,
): RawBuilder<unknown>[] {
  const given: RawBuilder<unknown>[] = [sql`h.new - ${sql.val(unrecorded)}::text[] <> '{}'`]
  if (after) given.push(sql`h.revision < ${readCursor(after, ['number'])[0]}`)
  if (period) given.push(within(ctx, period))
  if (source) given.push(sql`c.source = ${source}`)
  if (actor) given.push(sql`position(fold(${actor}) in fold(c.actor_name)) > 0`)
  if (field) given.push(touches(field))
  return given
}

/** Days count back from this moment; the month is the one before this one, by the calendar of the institution. */
function within(ctx: Context, period: HistoryPeriod): RawBuilder<unknown> {
  const { timeZone } = ctx.institution
  if (period === 'all') return sql`true`
  if (period === 'month') {
    const thisMonth = sql`date_trunc('month', ${dateIn(timeZone, ctx.now())}::timestamp)`
    return sql`h.at >= (${thisMonth} - interval '1 month') at time zone ${timeZone}
      and h.at < ${thisMonth} at time zone ${timeZone}`
  }
  return sql`h.at >= ${new Date(ctx.now().getTime() - Number(period) * 86_400_000)}`
}

function touches(field: string): RawBuilder<unknown> {
  const scalar = fieldNamed(field)
  if (scalar && !scalar.unrecorded) return sql`h.new ? ${field}`
  if (!segmentOf(field))
    throw appError('invalid_input', { problems: [{ field: 'field', rule: 'unknown_field' }] })
  return sql`exists (select from jsonb_object_keys(h.new) k where starts_with(k, ${`${field}/`}))`
}

/** Whoever sees nothing of a change does not learn that there was one. */
const isSeen = (entry: HistoryEntry) => entry.changes.length > 0

function wireEntry(ctx: Context, row: Row, field: string | undefined): HistoryEntry {
  const changes = changesOf(row.old, row.new, librariesSeen(ctx))
  return {
    at: row.at.toISOString(),
    actor: row.actor_name,
    source: row.source,
    kind: row.old === null ? 'created' : 'changed',
    changes: field ? changes.filter(({ path }) => splitPath(path).kind === field) : changes,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.task_id === null ? {} : { taskId: row.task_id }),
  }
}
