import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { listName } from '../fields/name-display.ts'
import type { Download } from '../http/download.ts'
import { contentTypes, type TableFormat, writeTable } from '../spreadsheets/write-table.ts'
import { readTaskRow } from '../tasks/read-task-row.ts'

const columns = [
  { key: 'primary_id', label: 'Primary Identifier' },
  { key: 'name', label: 'Name' },
  { key: 'user_group', label: 'User Group' },
  { key: 'bursar_transaction_id', label: 'Bursar Transaction ID' },
  { key: 'fee_type', label: 'Fine/Fee Type' },
  { key: 'created_on', label: 'Creation Date' },
  { key: 'owner', label: 'Fee Owner' },
  { key: 'item_barcode', label: 'Item Barcode' },
  { key: 'amount', label: 'Amount' },
]

type Row = Record<string, string | null> & { fee_id: number }

const feesAtOnce = 2000

/** The fees that an export handed over and that are still with the bursar, as a file; amounts keep their two digits. */
export async function bursarFile(
  ctx: Context,
  { taskId, format }: { taskId: number; format: TableFormat },
): Promise<Download> {
  requirePermission(ctx, 'fees.transfer')
  const task = await readTaskRow(ctx, taskId)
  if (task.kind !== 'bursar') throw appError('not_found', { entity: 'task', id: taskId })
  return {
    fileName: `${task.name}.${format}`,
    contentType: contentTypes[format],
    stream: writeTable(format, columns, rowsOf(ctx, taskId)),
  }
}

async function* rowsOf(ctx: Context, taskId: number) {
  for (let after = 0; ; ) {
    const { rows } = await sql<Row>`
      select f.fee_id, u.primary_id, ${listName(ctx)} as name, u.user_group, f.bursar_transaction_id, f.fee_type,
        (f.created_at at time zone ${ctx.institution.timeZone})::date::text as created_on,
        coalesce(f.owner, ${ctx.institution.code}) as owner, f.item_barcode, f.balance::text as amount
      from task_outcome o
      cross join lateral jsonb_array_elements(o.details -> 'fees') d
      join fee f on f.institution_id = o.institution_id and f.fee_id = (d ->> 'feeId')::bigint
      join user_account u on u.institution_id = o.institution_id and u.user_id = f.user_id
      where o.institution_id = ${ctx.institution.institutionId} and o.task_id = ${taskId} and o.result = 'done'
        and f.status = 'EXPORTED' and f.fee_id > ${after}
      order by f.fee_id limit ${feesAtOnce}`.execute(ctx.db)
    for (const { fee_id: _feeId, ...row } of rows) yield row
    if (rows.length < feesAtOnce) return
    after = rows.at(-1)!.fee_id
  }
}
