/** A column of a table to write; `width` is in characters and only XLSX has it. */
export type TableColumn = { key: string; label: string; width?: number }

export type TableRow = Record<string, string | number | null>

export type TableRows = AsyncIterable<TableRow>
