import type { SegmentDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { isSame } from '../../ui/form-rules.ts'

type Values = Record<string, unknown>

/** A record as the form holds it: fields by name, elements by `kind/id`. */
export function flatRecord(record: Pick<UserRecord, 'values' | 'segments'>): Values {
  const elements = Object.entries(record.segments).flatMap(([kind, list]) =>
    list.map(one => [`${kind}/${one.id}`, one.values] as const),
  )
  return { ...record.values, ...Object.fromEntries(elements) }
}

/** An element as the table shows it: saved, or edited and not yet saved. */
export type ElementRow = {
  path: string
  values: Values
  isUnsaved: boolean
  /** The student system owns it and the account is not open for update. */
  isManaged: boolean
  /** Why whoever is signed in may not touch it, in words. */
  hindrance?: string | undefined
}

type FormValues = { base: Values; values: Values }

/** The elements of a kind as they would be after saving, pinned ones first, in the order in which they were made. */
export function elementRows(
  segment: SegmentDescription,
  { base, values }: FormValues,
  canTouchExternal: boolean,
) {
  const rows = Object.entries(values)
    .filter(([path, value]) => path.startsWith(`${segment.kind}/`) && value !== null && value !== undefined)
    .map(([path, value]): ElementRow => {
      const element = value as Values
      return {
        path,
        values: element,
        isUnsaved: !isSame(base[path], element),
        isManaged: (base[path] as Values | undefined)?.['external'] === true && !canTouchExternal,
      }
    })
  return withoutLosers(segment, rows).toSorted(
    (one, other) =>
      Number(other.values['pinned'] === true) - Number(one.values['pinned'] === true) ||
      Number(one.isUnsaved && !(one.path in base)) - Number(other.isUnsaved && !(other.path in base)),
  )
}

/** What only one may have, as "preferred", is shown at the one that was given it last: so it will be when saved. */
function withoutLosers(segment: SegmentDescription, rows: ElementRow[]): ElementRow[] {
  const singles = segment.fields.filter(field => field.single).map(field => field.name)
  return singles.reduce((current, name) => {
    const winner = current.findLast(row => row.isUnsaved && row.values[name] === true)
    if (!winner) return current
    return current.map(row =>
      row === winner || row.values[name] !== true
        ? row
        : { ...row, values: { ...row.values, [name]: false } },
    )
  }, rows)
}

/** A path for a new element. */
export function newPath(kind: string): string {
  return `${kind}/${crypto.randomUUID().slice(0, 8)}`
}

/** What an editor sends of an element: all but what the machine writes, and whose it is. */
export function editedValues(segment: SegmentDescription, values: Values): Values {
  const names = segment.fields
    .filter(field => !field.machine || field.name === 'external')
    .map(field => field.name)
  return Object.fromEntries(names.flatMap(name => (values[name] === undefined ? [] : [[name, values[name]]])))
}

/** What a new element holds at first. */
export function freshValues(segment: SegmentDescription): Values {
  return Object.fromEntries(
    segment.fields.flatMap(field =>
      field.fallback === undefined || field.machine ? [] : [[field.name, field.fallback]],
    ),
  )
}
