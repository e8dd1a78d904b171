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
    order: placed(stored.order, ids),
    // A column that was not there when the choice was stored is shown or not, as at first.
    hidden: ids.filter(id => (stored.order.includes(id) ? stored : original).hidden.includes(id)),
    store: (next: Remembered) => setStored(mergedInto(stored, next)),
    forget,
  }
}

/** The columns in the stored order; one that was not there then stands behind the one that it follows originally. */
export function placed(stored: readonly string[], ids: readonly string[]): string[] {
  const order = stored.filter(id => ids.includes(id))
  for (const [index, id] of ids.entries()) {
    if (order.includes(id)) continue
    const before = index === 0 ? -1 : order.indexOf(ids[index - 1] ?? '')
    order.splice(before + 1, 0, id)
  }
  return order
}

/** A tab of the list has not all columns: what is stored about the others stays, in its place. */
export function mergedInto(stored: Remembered, next: Remembered): Remembered {
  const added = next.order.filter(id => !stored.order.includes(id))
  return {
    order: placed(next.order, [...stored.order, ...added]),
    hidden: [...stored.hidden.filter(id => !next.order.includes(id)), ...next.hidden],
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
