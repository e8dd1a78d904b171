import { Checkbox, Skeleton } from '@mantine/core'
import { FlexRender, type Row, type RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { type ColumnMeta, type features, metaOf } from './columns.ts'
import { RowMenu } from './row-menu.tsx'
import classes from './table.module.css'

type BodyProps<Data extends RowData> = {
  rows: readonly Row<typeof features, Data>[]
  hasSelection: boolean
  rowLabel: (row: Data) => string
  rowMenu?: ((row: Data) => ReactNode) | undefined
}

export function TableBody<Data extends RowData>({ rows, hasSelection, rowLabel, rowMenu }: BodyProps<Data>) {
  const t = useText()
  return (
    <tbody>
      {rows.map(row => (
        <tr key={row.id} data-selected={(hasSelection && row.getIsSelected()) || undefined}>
          {hasSelection && (
            <td className={classes.narrow}>
              <Checkbox
                size="xs"
                aria-label={t('table.selectRow', { row: rowLabel(row.original) })}
                checked={row.getIsSelected()}
                onChange={row.getToggleSelectedHandler()}
              />
            </td>
          )}
          {row.getVisibleCells().map(cell => {
            const meta = metaOf(cell.column.columnDef)
            return meta.isKept ? (
              <th key={cell.id} scope="row" data-kept data-align={meta.align} data-wraps={meta.wraps}>
                <FlexRender cell={cell} />
              </th>
            ) : (
              <td key={cell.id} data-align={meta.align} data-wraps={meta.wraps}>
                <FlexRender cell={cell} />
              </td>
            )
          })}
          {rowMenu && (
            <td className={`${classes.narrow} ${classes.menu}`}>
              <RowMenu label={t('table.rowMenu', { row: rowLabel(row.original) })}>
                {rowMenu(row.original)}
              </RowMenu>
            </td>
          )}
        </tr>
      ))}
    </tbody>
  )
}

type SkeletonProps = { columns: readonly (ColumnMeta & { id: string })[]; extraCells: number }

const placeholders = Array.from({ length: 14 }, (_, index) => index)

/** Rows of the right height and number of cells, so that the page does not move when the data comes. */
export function SkeletonBody({ columns, extraCells }: SkeletonProps) {
  return (
    <tbody aria-hidden>
      {placeholders.map(row => (
        <tr key={row}>
          {columns.map((column, index) => (
            <td key={column.id} data-kept={column.isKept}>
              <Skeleton height={10} width={`${45 + ((row * 7 + index * 13) % 40)}%`} />
            </td>
          ))}
          {Array.from({ length: extraCells }, (_, index) => (
            <td key={`extra-${index.toString()}`} className={classes.narrow} />
          ))}
        </tr>
      ))}
    </tbody>
  )
}
