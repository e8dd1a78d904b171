import { Checkbox, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { useText } from '../../i18n/use-text.ts'
import type { ColumnMeta } from './columns.ts'
import classes from './table.module.css'

export type Sorting = { sort?: string | undefined; onSort?: ((sort: string) => void) | undefined }
export type AllSelection = { isAll: boolean; isSome: boolean; onToggle: () => void }

type Props = Sorting & {
  columns: readonly (ColumnMeta & { id: string })[]
  selection?: AllSelection | undefined
  hasMenu: boolean
}

/** The sticky header row: names, sorting, and the box that selects all. */
export function TableHead({ columns, selection, hasMenu, sort, onSort }: Props) {
  const t = useText()
  return (
    <thead className={classes.head}>
      <tr>
        {selection && (
          <th scope="col" className={classes.narrow}>
            <Checkbox
              size="xs"
              aria-label={t('table.selectAll')}
              checked={selection.isAll}
              indeterminate={selection.isSome && !selection.isAll}
              onChange={selection.onToggle}
            />
          </th>
        )}
        {columns.map(column => (
          <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
        {hasMenu && (
          <th scope="col" className={`${classes.narrow} ${classes.menu}`}>
            <VisuallyHidden>{t('table.actions')}</VisuallyHidden>
          </th>
        )}
      </tr>
    </thead>
  )
}

function HeadCell({ column, sort, onSort }: Sorting & { column: ColumnMeta & { id: string } }) {
  const t = useText()
  const label = t(column.label)
  const direction = directionOf(column.sort, sort)
  return (
    <th
      scope="col"
      aria-sort={direction}
      data-kept={column.isKept}
      data-align={column.align}
      style={{ inlineSize: `${column.width}rem` }}
    >
      {column.sort && onSort ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() => onSort(nextSort(column.sort as string, sort))}
        >
          {label}
          <SortIcon direction={direction} />
        </UnstyledButton>
      ) : (
        label
      )}
    </th>
  )
}

function SortIcon({ direction }: { direction: 'ascending' | 'descending' | undefined }) {
  if (direction === 'ascending') return <IconArrowUp size={14} aria-hidden />
  if (direction === 'descending') return <IconArrowDown size={14} aria-hidden />
  return <IconArrowsSort size={14} aria-hidden className={classes.sortable} />
}

function directionOf(own: string | undefined, sort: string | undefined) {
  if (!own) return undefined
  if (sort === own) return 'ascending'
  return sort === `-${own}` ? 'descending' : undefined
}

function nextSort(own: string, sort: string | undefined): string {
  return sort === own ? `-${own}` : own
}
