import { useLocalStorage } from '@mantine/hooks'
import type { RowData } from '@tanstack/react-table'
import { type Column, metaOf } from './columns.ts'

type Remembered = { order: string[]; hidden: string[] }

/** Order and choice of columns of the table of that name, kept in this browser. */
export function useRememberedColumns<Row extends RowData>(name: string, columns: readonly Column<Row>[]) {
  const ids = columns.map(column => metaOf(column).id)
  const original: Remembered = {
    order: ids,
    hidden: columns.map(metaOf).flatMap(meta => (meta.isHiddenAtFirst ? [meta.id] : [])),
  }
  const [stored, setStored, forget] = useLocalStorage<Remembered>({
    key: `carrel.columns.${name}`,
    defaultValue: original,
    getInitialValueInEffect: false,
  })
  return {
    // A column that came into being after the choice was stored goes to its place at the end.
    order: [...stored.order.filter(id => ids.includes(id)), ...ids.filter(id => !stored.order.includes(id))],
    hidden: stored.hidden.filter(id => ids.includes(id)),
    store: setStored,
    forget,
  }
}

export type RememberedColumns = ReturnType<typeof useRememberedColumns>

/** The order after moving one column by one place; unchanged at the ends. */
export function moved(order: readonly string[], id: string, by: -1 | 1): string[] {
  const from = order.indexOf(id)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return [...order]
  const next = [...order]
  next.splice(from, 1)
  next.splice(to, 0, id)
  return next
}
