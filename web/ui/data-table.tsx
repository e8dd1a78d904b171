import { type RowData, type RowSelectionState, useTable } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { ErrorState } from './error-state.tsx'
import { ColumnChooser } from './table/column-chooser.tsx'
import { type Column, features, metaOf } from './table/columns.ts'
import { useRememberedColumns } from './table/remembered-columns.ts'
import type { RowSource } from './table/row-source.ts'
import classes from './table/table.module.css'
import { SkeletonBody, TableBody } from './table/table-body.tsx'
import { TableFooter } from './table/table-footer.tsx'
import { type Sorting, TableHead } from './table/table-head.tsx'

type Props<Row extends RowData> = Sorting & {
  /** Under this name the browser remembers the chosen columns. */
  name: string
  /** What the table shows, for screen readers. */
  label: string
  /** Declared at module scope with `columnsOf`. */
  columns: Column<Row>[]
  source: RowSource<Row>
  rowId: (row: Row, index: number) => string
  /** How a row is called in the names of its check box and menu. */
  rowLabel: (row: Row) => string
  /** Exact number of rows on the server, when it is known. */
  total?: number | undefined
  empty: ReactNode
  /** `Menu.Item`s of the row's "…" menu. */
  rowMenu?: (row: Row) => ReactNode
  selected?: readonly string[]
  onSelect?: (ids: string[]) => void
  /** Left side of the bar above the table. */
  toolbar?: ReactNode
  /** Fills the height that is left and scrolls inside; else as high as its rows. */
  fills?: boolean
}

/** Width in rem of the cells for the check box and for the menu. */
const extraCellWidth = 2.25

/** The one table: columns chosen and remembered, sorted by the URL, keyset pages, and every state in its place. */
export function DataTable<Row extends RowData>(props: Props<Row>) {
  const { name, label, columns, source, rowLabel, rowMenu, onSelect, fills = false } = props
  const remembered = useRememberedColumns(name, columns)
  const table = useColumnsAndSelection(props, remembered)
  const metas = columns.map(metaOf)
  const shown = table.getVisibleLeafColumns().map(column => metaOf(column.columnDef))
  const extraCells = (onSelect ? 1 : 0) + (rowMenu ? 1 : 0)
  const minInlineSize = shown.reduce((sum, meta) => sum + meta.width, extraCells * extraCellWidth)
  const state = stateOf(source)
  const rows = table.getRowModel().rows

  return (
    <div className={classes.panel} data-fills={fills || undefined}>
      <div className={classes.bar}>
        <div>{props.toolbar}</div>
        <ColumnChooser columns={metas} remembered={remembered} isSmall={!fills} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls the region by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={label}>
        {(state === 'rows' || state === 'loading') && (
          <table
            className={classes.table}
            style={{ minInlineSize: `${minInlineSize}rem` }}
            aria-label={label}
            aria-busy={state === 'loading' || source.isOutdated}
            data-outdated={source.isOutdated || undefined}
          >
            <TableHead
              columns={shown}
              sort={props.sort}
              onSort={props.onSort}
              hasMenu={Boolean(rowMenu)}
              selection={
                onSelect && {
                  isAll: rows.length > 0 && table.getIsAllRowsSelected(),
                  isSome: table.getIsSomeRowsSelected(),
                  onToggle: () => table.toggleAllRowsSelected(),
                }
              }
            />
            {state === 'loading' ? (
              <SkeletonBody columns={shown} extraCells={extraCells} />
            ) : (
              <TableBody rows={rows} hasSelection={Boolean(onSelect)} rowLabel={rowLabel} rowMenu={rowMenu} />
            )}
          </table>
        )}
        {state === 'empty' && <div className={classes.message}>{props.empty}</div>}
        {state === 'error' && (
          <div className={classes.message}>
            <ErrorState error={source.error} onRetry={source.retry} />
          </div>
        )}
      </section>
      <TableFooter source={source} total={props.total} isShown={fills || Boolean(source.more)} />
    </div>
  )
}

function stateOf(source: RowSource<unknown>): 'loading' | 'error' | 'empty' | 'rows' {
  if (source.isLoading) return 'loading'
  if (source.error) return 'error'
  return source.rows.length === 0 ? 'empty' : 'rows'
}

function useColumnsAndSelection<Row extends RowData>(
  { columns, source, rowId, selected = [], onSelect }: Props<Row>,
  { order, hidden }: { order: string[]; hidden: string[] },
) {
  const rowSelection: RowSelectionState = Object.fromEntries(selected.map(id => [id, true]))
  return useTable({
    features,
    columns,
    data: source.rows as Row[],
    getRowId: rowId,
    state: {
      rowSelection,
      columnOrder: order,
      columnVisibility: Object.fromEntries(hidden.map(id => [id, false])),
    },
    onRowSelectionChange: change => {
      const next = typeof change === 'function' ? change(rowSelection) : change
      onSelect?.(Object.keys(next))
    },
  })
}
