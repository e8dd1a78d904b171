/**
 * One cell as its file holds it. Text is a string, untouched; a blank cell is the empty string. Only XLSX has
 * typed cells: a number keeps the digits the file stores (`12345`, `1.5E-3`), padded with zeros when its
 * number format is made of zeros alone, because that is what the person who made the file sees.
 */
export type Cell = string | { kind: 'number' | 'date' | 'boolean' | 'error'; text: string }

/** A row with at least one cell that is not blank; `number` is 1-based and counts blank rows too. */
export type SheetRow = { number: number; cells: Cell[] }

/** Where reading stops: bytes of the file, row number, and bytes a zip may unpack to. */
export type SheetLimits = { maximumBytes: number; maximumRows: number; maximumUnpackedBytes: number }

export const defaultSheetLimits: SheetLimits = {
  maximumBytes: 50 * 1024 * 1024,
  maximumRows: 1_100_000,
  maximumUnpackedBytes: 1024 * 1024 * 1024,
}

/** The text of any cell, as written in the file. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return ''
  return typeof cell === 'string' ? cell : cell.text
}
