import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Download } from '../http/download.ts'
import { contentTypes, writeTable } from '../spreadsheets/write-table.ts'
import { readSet } from './read-set.ts'

const columns = [
  { key: 'file_row', label: 'Row' },
  { key: 'value', label: 'Value' },
  { key: 'reason', label: 'Reason' },
]

/** Rows of the uploaded file that did not become members, as CSV. */
export async function downloadUnmatched(ctx: Context, setId: number): Promise<Download> {
  const set = await readSet(ctx, setId)
  const stream = writeTable('csv', columns, unmatchedRows(ctx, setId))
  return { fileName: `${set.name} - unmatched.csv`, contentType: contentTypes.csv, stream }
}

async function* unmatchedRows(ctx: Context, setId: number) {
  const batchSize = 5000
  for (let after = 0; ; ) {
    const { rows } = await sql<{ file_row: number; value: string; reason: string }>`
      select file_row, value, reason from user_set_unmatched
      where institution_id = ${ctx.institution.institutionId} and set_id = ${setId} and file_row > ${after}
      order by file_row limit ${batchSize}`.execute(ctx.db)
    yield* rows
    if (rows.length < batchSize) return
    after = rows.at(-1)!.file_row
  }
}
