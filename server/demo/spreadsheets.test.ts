import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoNumbers } from './numbers.ts'
import { writeWalkthroughFiles } from './spreadsheets.ts'

const options = { seed: 1, today: '2026-11-21' }
const count = 3000

let folder = ''
let written: Awaited<ReturnType<typeof writeWalkthroughFiles>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-lists-'))
  written = await writeWalkthroughFiles(join(folder, 'lists'), options, count)
})
afterAll(() => rm(folder, { recursive: true }))

const sheetOf = (path: string | undefined): Promise<unknown[][]> => readSheet(path ?? '')

test('the report has the nine columns of the guide and a row for everybody whose purge date is reached', async () => {
  const [header, ...rows] = await sheetOf(written.purgeReport.paths[0])
  expect(header).toEqual([
    'Primary Identifier',
    'User Group',
    'Expiry Date',
    'Purge Date',
    'Days between Today and Purge Date',
    'User ID',
    'First Name',
    'Last Name',
    'Has Role other than Patron and Instructor',
  ])
  const numbers = demoNumbers(options, count)
  const expected = numbers.purge.reached + numbers.staff.purge_reached + numbers.linked.purge_reached
  expect(written.purgeReport).toMatchObject({ known: expected, unknown: 2, repeated: 2, rows: expected + 4 })
  expect(rows).toHaveLength(expected + 4)
  for (const row of rows) {
    const purgeDate = row[3] as string
    expect(purgeDate).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect((Date.parse(options.today) - Date.parse(purgeDate)) / 86_400_000).toBe(row[4])
    expect(row[4]).toBeGreaterThanOrEqual(0)
  }
  expect(new Set(rows.map(row => row[8]))).toEqual(new Set(['Yes', 'No']))
})

test('the list of identifiers keeps leading zeros as text in every format', async () => {
  const [xlsx, csv, txt] = written.activityElsewhere.paths
  const [header, ...rows] = await sheetOf(xlsx)
  expect(header).toEqual(['Primary ID'])
  const identifiers = rows.map(row => row[0])
  for (const identifier of identifiers) expect(identifier).toMatch(/^0\d{8,9}$/)
  const fromCsv: string[][] = parse(await readFile(csv ?? ''), { bom: true })
  expect(fromCsv.map(line => line[0])).toEqual(['Primary ID', ...identifiers])
  const fromText = (await readFile(txt ?? '', 'utf8')).trimEnd().split('\n')
  expect(fromText).toEqual(['Primary ID', ...identifiers])
})

test('the list of identifiers says how many match, how many match nobody and how many repeat', async () => {
  const rows = (await sheetOf(written.activityElsewhere.paths[0])).slice(1).map(row => String(row[0]))
  const { known, unknown, repeated } = written.activityElsewhere
  expect(known).toBe(demoNumbers(options, count).with_activity_elsewhere)
  expect(rows.filter(identifier => identifier.length === 10)).toHaveLength(unknown)
  expect(rows.length - new Set(rows).size).toBe(repeated)
  expect(unknown).toBe(3)
  expect(repeated).toBe(2)
})

test('the comma-separated report says the same as the sheet', async () => {
  const [, ...sheet] = await sheetOf(written.purgeReport.paths[0])
  const lines: string[][] = parse(await readFile(written.purgeReport.paths[1] ?? ''), { bom: true })
  expect(lines.slice(1).map(line => [line[0], Number(line[4]), line[7]])).toEqual(
    sheet.map(row => [row[0], row[4], row[7]]),
  )
})
