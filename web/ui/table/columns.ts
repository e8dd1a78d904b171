import {
  type ColumnDef,
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { MessageKey } from '../../messages/en.ts'

export type ColumnMeta = {
  label: MessageKey
  /** Width in rem; columns share what is left over in proportion, so nothing jumps while data arrives. */
  width: number
  /** What the server calls this order; absent: not sortable. */
  sort?: string
  align?: 'end' | 'center'
  /** Stays at the edge when the table scrolls sideways, and cannot be hidden: the row's name. */
  isKept?: true
  isHiddenAtFirst?: true
  /** Breaks lines; else what does not fit is cut off. */
  wraps?: true
}

export const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<ColumnMeta>(),
})

/** A column of the table; every column carries `meta`. */
// biome-ignore lint/suspicious/noExplicitAny: the value type differs per column, as in the library's own helper
export type Column<Row extends RowData> = ColumnDef<typeof features, Row, any>

/** Helper to declare columns at module scope: `const column = columnsOf<UserRow>()`. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<typeof features, Row>()
}

/** Id and meta of a column; both are always given. */
export function metaOf<Row extends RowData>(column: Column<Row>): ColumnMeta & { id: string } {
  return { id: String(column.id), ...(column.meta as ColumnMeta) }
}
