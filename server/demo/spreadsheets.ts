import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { TableColumn, TableRow } from '../spreadsheets/table.ts'
import { writeTable } from '../spreadsheets/write-table.ts'
import type { DemoOptions } from './demo-user.ts'
import { purgeDateReport, type ReportRow, usersWithActivityElsewhere } from './walkthrough-rows.ts'

const reportHeader = [
  'Primary Identifier',
  'User Group',
  'Expiry Date',
  'Purge Date',
  'Days between Today and Purge Date',
  'User ID',
  'First Name',
  'Last Name',
  'Has Role other than Patron and Instructor',
]

const identifierHeader = ['Primary ID']

/** One list in several formats, with what a set made from it must report. */
export type WalkthroughFile = {
  paths: string[]
  /** Rows below the header: `known` + `unknown` + `repeated`. */
  rows: number
  /** Different identifiers that belong to a user. */
  known: number
  /** Rows that match nobody. */
  unknown: number
  /** Rows whose identifier stands further up already. */
  repeated: number
}

/**
 * Writes the two lists that a consortium office hands out before a purge, for the first `count` users, the staff
 * and the partner accounts. Such lists lag behind the system: a few rows match nobody, a few repeat others.
 */
export const writeWalkthroughFiles = async (
  folder: string,
  options: DemoOptions,
  count: number,
): Promise<{ purgeReport: WalkthroughFile; activityElsewhere: WalkthroughFile }> => {
  await mkdir(folder, { recursive: true })
  const report = withFlaws(purgeDateReport(options, count), [goneUser(1, options), goneUser(2, options)])
  const activity = withFlaws(usersWithActivityElsewhere(options, count), [goneId(3), goneId(4), goneId(5)])
  return {
    purgeReport: {
      ...report.tally,
      paths: await writeReport(
        join(folder, 'Users with Purge Dates of Current Date or Earlier'),
        report.rows,
      ),
    },
    activityElsewhere: {
      ...activity.tally,
      paths: await writeIdentifiers(
        join(folder, 'PIDs for users with loans or fines at other libraries'),
        activity.rows,
      ),
    },
  }
}

/** Ten digits, where real identifiers have nine: matches nobody, and still loses its zeros in a careless reader. */
const goneId = (position: number): string => `00000417${String(position).padStart(2, '0')}`

const goneUser = (position: number, { today }: DemoOptions): ReportRow => ({
  primary_id: goneId(position),
  user_group: 'Alumni',
  expiry_date: today,
  purge_date: today,
  days_since_purge_date: 0,
  user_id: `1500000${position}`,
  first_name: 'Since',
  last_name: 'Removed',
  has_staff_role: false,
})

const withFlaws = <T>(
  rows: readonly T[],
  gone: readonly T[],
): { rows: T[]; tally: Omit<WalkthroughFile, 'paths'> } => {
  const middle = Math.floor(rows.length / 2)
  const repeated = rows.length < 2 ? [] : rows.slice(middle - 1, middle + 1)
  const all = [...rows.slice(0, middle), ...gone, ...rows.slice(middle), ...repeated]
  return {
    rows: all,
    tally: { rows: all.length, known: rows.length, unknown: gone.length, repeated: repeated.length },
  }
}

const reportColumns: TableColumn[] = reportHeader.map(label => ({ key: label, label }))

const reportRow = (row: ReportRow): TableRow =>
  Object.fromEntries(reportHeader.map((label, index) => [label, reportValues(row)[index]!]))

const writeReport = (path: string, rows: readonly ReportRow[]): Promise<string[]> =>
  writeBoth(path, reportColumns, rows.map(reportRow))

const writeIdentifiers = async (path: string, identifiers: readonly string[]): Promise<string[]> => {
  const [label = ''] = identifierHeader
  const rows = identifiers.map(identifier => ({ [label]: identifier }))
  const paths = await writeBoth(path, [{ key: label, label }], rows)
  await writeFile(`${path}.txt`, [label, ...identifiers, ''].join('\n'))
  return [...paths, `${path}.txt`]
}

/** The same rows as a workbook and as CSV; every cell is text, so that leading zeros stay. */
const writeBoth = async (path: string, columns: TableColumn[], rows: TableRow[]): Promise<string[]> => {
  const formats = ['xlsx', 'csv'] as const
  for (const format of formats) {
    const asIterable = (async function* () {
      yield* rows
    })()
    await pipeline(writeTable(format, columns, asIterable), createWriteStream(`${path}.${format}`))
  }
  return formats.map(format => `${path}.${format}`)
}

const reportValues = (row: ReportRow): (string | number)[] => [
  row.primary_id,
  row.user_group,
  row.expiry_date ?? '',
  row.purge_date,
  row.days_since_purge_date,
  row.user_id,
  row.first_name,
  row.last_name,
  row.has_staff_role ? 'Yes' : 'No',
]
