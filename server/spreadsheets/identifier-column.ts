import { trimInvisible } from './identifier-cell.ts'
import { type Cell, cellText, type SheetRow } from './sheet-row.ts'
import { spreadsheetError } from './spreadsheet-error.ts'

/** An identifier type that users can have: its code and the names it goes by. */
export type IdentifierTypeName = { code: string; label: string }

/** Where the identifiers are; `header` is null when the first row already holds one. */
export type IdentifierColumn = { index: number; idType: string; header: string | null }

/** Header names by their bare form, and the identifier type each stands for. */
type HeaderNames = Map<string, string>

const primaryIdType = 'PRIMARY'

const primaryNames = ['username', 'primaryid', 'primaryidentifier', 'userprimaryidentifier']

/** The names a header may have: those of the primary identifier first, then codes and labels of the given types. */
export function headerNames(types: IdentifierTypeName[]): HeaderNames {
  const names: HeaderNames = new Map(primaryNames.map(name => [name, primaryIdType]))
  for (const { code, label } of types) {
    for (const name of [bareName(code), bareName(label)]) {
      if (name !== '' && !names.has(name)) names.set(name, code)
    }
  }
  return names
}

/** Case, spaces, underscores and punctuation make no difference to a header. */
export function bareName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

/**
 * Finds the identifiers from the first rows of a file:
 * 1. a header asked for by name (`wanted`); without it column_not_found is thrown;
 * 2. a known header, those of the primary identifier before others, the leftmost first;
 * 3. otherwise the first column that has anything. Its first row is a header only if there are several columns,
 *    no cell of the row is a number or an e-mail address, and the identifiers below all have digits while it has
 *    none. In doubt a row is data: a header taken for data shows up among the rows that match nobody, a person
 *    taken for a header would not show up at all.
 */
export function findIdentifierColumn(
  rows: SheetRow[],
  names: HeaderNames,
  wanted: string | undefined,
): IdentifierColumn {
  const first = rows[0]?.cells ?? []
  const headers = first.map(cell => bareName(cellText(cell)))
  const at = (index: number, idType: string): IdentifierColumn => ({
    index,
    idType,
    header: headerAt(first, index),
  })
  if (wanted !== undefined) {
    const index = headers.indexOf(bareName(wanted))
    if (index < 0 || bareName(wanted) === '')
      throw spreadsheetError('column_not_found', `no column "${wanted}"`)
    return at(index, names.get(headers[index]!) ?? primaryIdType)
  }
  const primary = headers.findIndex(header => names.get(header) === primaryIdType)
  if (primary >= 0) return at(primary, primaryIdType)
  const other = headers.findIndex((header, index) => names.has(header) && isTypeHeader(rows, index))
  if (other >= 0) return at(other, names.get(headers[other]!)!)
  const columns = usedColumns(rows)
  const index = columns[0] ?? 0
  const hasHeader = columns.length > 1 && isUnknownHeader(rows, index)
  return { index, idType: primaryIdType, header: hasHeader ? headerAt(first, index) : null }
}

function headerAt(cells: Cell[], index: number): string {
  return trimInvisible(cellText(cells[index]))
}

/**
 * The name of an identifier type may also be a value of some other column (a user group "Student", or "02", where
 * codes are digits). As a header it stands in a row without data, does not come again below, and is shorter than
 * what it heads if it is a number.
 */
function isTypeHeader([first, ...below]: SheetRow[], index: number): boolean {
  const name = bareName(cellText(first?.cells[index]))
  if (first?.cells.some((cell, other) => other !== index && isDataLike(cell))) return false
  const values = below.map(row => bareName(cellText(row.cells[index]))).filter(value => value !== '')
  if (values.includes(name)) return false
  return /\p{L}/u.test(name) || (values.length > 0 && values.every(value => value.length > name.length))
}

function isUnknownHeader([first, ...below]: SheetRow[], index: number): boolean {
  if (!first || first.cells.some(isDataLike)) return false
  const values = below.map(row => cellText(row.cells[index])).filter(value => value !== '')
  const hasDigit = (text: string) => /\p{N}/u.test(text)
  const header = headerAt(first.cells, index)
  return header !== '' && !hasDigit(header) && values.length > 0 && values.every(hasDigit)
}

/** Numbers, dates and e-mail addresses do not stand in a header. */
function isDataLike(cell: Cell): boolean {
  if (typeof cell !== 'string') return true
  return cell.includes('@') || (/\p{N}/u.test(cell) && !/\p{L}/u.test(cell))
}

function usedColumns(rows: SheetRow[]): number[] {
  const used = new Set<number>()
  for (const { cells } of rows) {
    cells.forEach((cell, index) => {
      if (trimInvisible(cellText(cell)) !== '') used.add(index)
    })
  }
  return [...used].sort((a, b) => a - b)
}
