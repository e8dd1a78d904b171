import type { FieldProblem } from '../../contract/problem.ts'
import { addDays } from '../calendar.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { checkValue } from '../fields/check-value.ts'
import { identifierOf, trimInvisible } from '../spreadsheets/identifier-cell.ts'
import { bareName } from '../spreadsheets/identifier-column.ts'
import { readRows } from '../spreadsheets/read-rows.ts'
import { type Cell, cellText, defaultSheetLimits, type SheetRow } from '../spreadsheets/sheet-row.ts'
import { spreadsheetError } from '../spreadsheets/spreadsheet-error.ts'

/** One row of a file of enrolments: whose, in which course, and what is wrong with it. */
export type CourseRow = {
  row: number
  identifier: string
  course: Record<string, string>
  problems: FieldProblem[]
}

/** Headers that a column may have, in their bare form; codes and labels of identifier types come on top. */
const headers: Readonly<Record<string, readonly string[]>> = {
  identifier: ['identifier', 'userid', 'user', 'username', 'primaryid', 'primaryidentifier'],
  course_code: ['coursecode', 'code'],
  course_name: ['coursename', 'course', 'name', 'title'],
  section: ['section', 'coursesection'],
  term: ['term', 'semester'],
  start_date: ['startdate', 'start'],
  end_date: ['enddate', 'end'],
}
const fields = segmentOf('enrolment')!.fields.filter(field => !field.machine)

/**
 * The rows of a file of enrolments (XLSX, CSV or text), in flat memory. Its first row names the columns, in any order;
 * others are ignored. Throws `column_not_found` without identifiers or course codes, `file_empty` without rows.
 */
export async function* readCourses(
  path: string,
  fileName: string,
  identifierTypes: readonly { code: string; label: string }[],
): AsyncGenerator<CourseRow> {
  const types = identifierTypes.flatMap(type => [bareName(type.code), bareName(type.label)])
  const known: typeof headers = { ...headers, identifier: [...headers['identifier']!, ...types] }
  const isKnownName = (cell: string) => Object.values(known).some(names => names.includes(bareName(cell)))
  let columns: ReadonlyMap<string, number> | undefined
  let isEmpty = true
  for await (const row of readRows(path, { fileName, isKnownName }, defaultSheetLimits)) {
    if (columns === undefined) columns = columnsOf(row, known)
    else {
      isEmpty = false
      yield courseOf(row, columns)
    }
  }
  if (isEmpty) throw spreadsheetError('file_empty', 'the file has a header but no enrolments')
}

function columnsOf({ cells }: SheetRow, known: typeof headers): ReadonlyMap<string, number> {
  const names = cells.map(cell => bareName(cellText(cell)))
  const found = Object.entries(known).map(([name, possible]): [string, number] => [
    name,
    // In the order of preference: `Course code` before `Code`.
    possible.map(one => names.indexOf(one)).find(index => index >= 0) ?? -1,
  ])
  const missing = found.find(([name, index]) => index < 0 && ['identifier', 'course_code'].includes(name))
  if (missing) throw spreadsheetError('column_not_found', `no column for ${missing[0]}`)
  return new Map(found.filter(([, index]) => index >= 0))
}

function courseOf({ number, cells }: SheetRow, columns: ReadonlyMap<string, number>): CourseRow {
  const cell = (name: string): Cell | undefined => cells[columns.get(name) ?? -1]
  const course: Record<string, string> = {}
  for (const { name, type } of fields) {
    const text = type === 'date' ? dateText(cell(name)) : trimInvisible(cellText(cell(name)))
    if (text !== '') course[name] = text
  }
  const identifier = identifierOf(cell('identifier'))
  const problems = problemsOf(course)
  if ('reason' in identifier) problems.push({ field: 'identifier.value', rule: identifier.reason })
  else if (identifier.value === '') problems.push({ field: 'identifier.value', rule: 'required' })
  return { row: number, identifier: 'value' in identifier ? identifier.value : '', course, problems }
}

function problemsOf(course: Record<string, string>): FieldProblem[] {
  const wrong = fields.flatMap(field => {
    const value = course[field.name]
    if (value === undefined) return field.required ? [{ field: field.name, rule: 'required' }] : []
    return checkValue(field, value, new Map()) ?? []
  })
  const { start_date: start, end_date: end } = course
  if (start !== undefined && end !== undefined && wrong.length === 0 && end < start)
    wrong.push({ field: 'end_date', rule: 'ends_before_start' })
  return wrong.map(problem => ({ ...problem, field: `enrolment.${problem.field}` }))
}

/** Excel counts days from the end of 1899; times of day do not matter here. */
function dateText(cell: Cell | undefined): string {
  const text = trimInvisible(cellText(cell))
  if (typeof cell !== 'object' || cell.kind !== 'date') return text
  const days = Number(text)
  return days >= 1 && days < 2_958_466 ? addDays('1899-12-30', Math.floor(days)) : text.slice(0, 10)
}
