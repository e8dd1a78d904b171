import { type RoleParameter, type RoleParameterType, roleParameterTables } from '../../contract/roles.ts'
import { almaElements } from '../fields/alma-elements.ts'
import { segmentOf } from '../fields/catalogue.ts'
import type { Json } from '../fields/document.ts'
import type { ElementField } from '../fields/types.ts'
import { type AlmaTree, type AlmaValue, coded } from './alma-tree.ts'
import type { AlmaWords } from './to-alma-json.ts'

type Part = { ours: string; alma: string; field: ElementField; isNull: boolean; isPlain: boolean }

/** What Alma tells of the elements of each kind, in its order. */
const partsOf = new Map(
  Object.entries(almaElements).map(([kind, { fields, nulls = [], plain = [] }]) => [
    kind,
    Object.entries(fields).map(([ours, alma]): Part => {
      const field = segmentOf(kind)!.fields.find(one => one.name === ours)!
      return { ours, alma, field, isNull: nulls.includes(ours), isPlain: plain.includes(ours) }
    }),
  ]),
)

/** One element of a record as it stands in a list of Alma's user object. */
export function elementTree(kind: string, element: Record<string, Json>, words: AlmaWords): AlmaTree {
  const tree: AlmaTree = {}
  for (const { ours, alma, field, isNull, isPlain } of partsOf.get(kind)!) {
    const value = element[ours] ?? null
    const told = isPlain ? (value ?? undefined) : elementValue(kind, { field, value }, words)
    if (value === null && isNull) tree[alma] = null
    else if (told !== undefined) tree[alma] = told as AlmaValue
  }
  return tree
}

type Given = { field: ElementField; value: Json }

function elementValue(kind: string, { field, value }: Given, words: AlmaWords): AlmaValue | undefined {
  const { name, type, codeTable } = field
  if (name === 'external') return value === true ? 'External' : 'Internal'
  if (name === 'scope') return scopeTree(value, words)
  const label = (code: Json) => coded(String(code), words.label(codeTable!, String(code)))
  switch (type) {
    case 'code':
      return value === null ? coded('', '') : label(value)
    case 'codes':
      return ((value ?? []) as Json[]).map(label)
    case 'parameters':
      return ((value ?? []) as unknown as RoleParameter[]).map(one => parameterTree(one, words))
    case 'boolean':
      return value === true
    case 'date':
      return value === null ? undefined : dateText(kind, String(value))
    case 'moment':
      return value === null ? undefined : momentTold(String(value))
    default:
      return value ?? ''
  }
}

/** A moment of a document as Alma writes it: with three digits behind the second, or with none. */
export const momentTold = (moment: string): string =>
  moment.replace('+00:00', 'Z').replace(/\.(\d\d?)Z$/, (_, digits: string) => `.${digits.padEnd(3, '0')}Z`)

/** A block ends at a moment in Alma; here its last day still counts. */
const dateText = (kind: string, date: string): string => (kind === 'block' ? `${date}T23:59:59Z` : `${date}Z`)

/** Without a scope a role is good for the whole institution. */
function scopeTree(scope: Json, { institution, label }: AlmaWords): AlmaTree {
  if (scope === null || scope === institution.code) return coded(institution.code, institution.name)
  return coded(String(scope), label('Libraries', String(scope)))
}

function parameterTree({ type, value, scope }: RoleParameter, words: AlmaWords): AlmaTree {
  const table = roleParameterTables[type as RoleParameterType]
  return {
    type: { value: type, desc: null },
    scope: scope === undefined ? null : scopeTree(scope, words),
    value: { value, desc: table ? words.label(table, value) : null },
  }
}
