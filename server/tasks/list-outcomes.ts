import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { TaskOutcome } from '../../contract/tasks.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { changesOf } from '../fields/changes-of.ts'
import type { RecordDocument } from '../fields/document.ts'
import { listName, shownName } from '../fields/name-display.ts'
import { librariesSeen, type SeenLibraries } from '../fields/owned.ts'
import type { Download } from '../http/download.ts'
import { contentTypes, type TableFormat, writeTable } from '../spreadsheets/write-table.ts'
import { readTaskRow } from './read-task-row.ts'

type Row = {
  position: number
  user_id: number | null
  subject: string
  name: string | null
  outcome: string
  reasons: string[]
  details: Record<string, unknown> | null
  old: RecordDocument | null
  new: RecordDocument | null
  result: string | null
  result_reasons: string[] | null
}

export type OutcomesInput = {
  taskId: number
  outcome?: string
  reason?: string
  result?: string
  after?: string
  limit?: number
}

/** Members of a plan, in its order, by outcome, reason or what became of them. */
export async function listOutcomes(ctx: Context, input: OutcomesInput): Promise<Page<TaskOutcome>> {
  requirePermission(ctx, 'tasks.view')
  await readTaskRow(ctx, input.taskId)
  const limit = input.limit ?? 50
  const after = input.after ? readCursor(input.after, ['number'])[0] : 0
  const rows = await readRows(ctx, { ...input, after, limit: limit + 1 })
  const items = rows.slice(0, limit).map(row => wireOutcome(row, librariesSeen(ctx)))
  return { items, ...(rows.length > limit ? { next: cursorText([items.at(-1)!.position]) } : {}) }
}

async function readRows(
  ctx: Context,
  input: Omit<OutcomesInput, 'after'> & { after: number; limit: number },
): Promise<Row[]> {
  const conditions: RawBuilder<unknown>[] = [sql`o.position > ${input.after}`]
  if (input.outcome) conditions.push(sql`o.outcome = ${input.outcome}`)
  if (input.result) conditions.push(sql`o.result = ${input.result}`)
  if (input.reason)
    conditions.push(sql`(o.reasons @> array[${input.reason}] or o.result_reasons @> array[${input.reason}])`)
  const { rows } = await sql<Row>`
    select o.position, o.user_id, o.subject, o.outcome, o.reasons, o.details, o.old, o.new, o.result, o.result_reasons,
      case when u.user_id is not null then ${listName(ctx)}
        when o.old is null and o.new is not null then ${shownName(ctx, part => sql`o.new ->> ${sql.lit(part)}`)}
      end as name
    from task_outcome o
    left join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
    where o.institution_id = ${ctx.institution.institutionId} and o.task_id = ${input.taskId}
      and ${sql.join(conditions, sql` and `)}
    order by o.position limit ${input.limit}`.execute(ctx.db)
  return rows
}

function wireOutcome(row: Row, libraries: SeenLibraries): TaskOutcome {
  const { fingerprint: _fingerprint, ...details } = row.details ?? {}
  return {
    position: row.position,
    subject: row.subject,
    outcome: row.outcome,
    reasons: row.reasons,
    changes: changesOf(row.old, row.new, libraries),
    ...(row.user_id === null ? {} : { userId: row.user_id }),
    ...(row.name ? { name: row.name } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(row.result === null ? {} : { result: row.result }),
    ...(row.result_reasons?.length ? { resultReasons: row.result_reasons } : {}),
  }
}

const columns = [
  'subject',
  'user_id',
  'name',
  'outcome',
  'reasons',
  'changes',
  'result',
  'result_reasons',
].map(key => ({
  key,
  label: key === 'subject' ? 'Primary Identifier' : key.replace('_', ' '),
}))

/** Plan and outcome of a task as a file, streamed. */
export async function downloadOutcomes(
  ctx: Context,
  input: { taskId: number; format: TableFormat },
): Promise<Download> {
  requirePermission(ctx, 'tasks.view')
  const task = await readTaskRow(ctx, input.taskId)
  return {
    fileName: `${task.name}.${input.format}`,
    contentType: contentTypes[input.format],
    stream: writeTable(input.format, columns, outcomeRows(ctx, input.taskId)),
  }
}

async function* outcomeRows(ctx: Context, taskId: number) {
  const limit = 2000
  for (let after = 0; ; ) {
    const rows = await readRows(ctx, { taskId, after, limit })
    for (const row of rows) {
      yield {
        ...{
          subject: row.subject,
          user_id: row.user_id,
          name: row.name,
          outcome: row.outcome,
          result: row.result,
        },
        reasons: row.reasons.join('; '),
        result_reasons: row.result_reasons?.join('; ') ?? null,
        changes: changesOf(row.old, row.new, librariesSeen(ctx))
          .map(
            ({ path, old, new: now }) =>
              `${path}: ${JSON.stringify(old ?? null)} -> ${JSON.stringify(now ?? null)}`,
          )
          .join('; '),
      }
    }
    if (rows.length < limit) return
    after = rows.at(-1)!.position
  }
}
