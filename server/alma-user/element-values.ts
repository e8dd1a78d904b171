import { almaElements } from '../fields/alma-elements.ts'
import { segmentOf } from '../fields/catalogue.ts'
import type { Json } from '../fields/document.ts'
import { type AlmaTree, type AlmaValue, isTree } from './alma-tree.ts'
import { type ReadScope, readValue } from './from-alma-json.ts'

/** What one element of Alma's object says, by our names; nulls for what is empty or not there. */
export function elementValues(kind: string, tree: AlmaTree, scope: ReadScope): Record<string, Json> {
  const { fields } = almaElements[kind]!
  const values = Object.entries(fields).map(([ours, alma]) => {
    const { type } = segmentOf(kind)!.fields.find(one => one.name === ours)!
    const value = tree[alma] ?? null
    if (ours === 'external') return [ours, isExternal(value, scope)]
    if (type === 'codes') return [ours, readCodes(value)]
    if (type === 'parameters') return [ours, readParameters(value)]
    return [ours, readValue(value, type)]
  })
  return tidied(kind, Object.fromEntries(values), scope)
}

/** All that an internal user has is internal; of others it is external unless it says otherwise. */
const isExternal = (value: AlmaValue, { isInternal }: ReadScope): boolean =>
  !isInternal && String(value ?? '').toLowerCase() !== 'internal'

function readCodes(value: AlmaValue): Json {
  if (!Array.isArray(value)) return readValue(value, 'code')
  const codes = value.map(one => readValue(one, 'code')).filter(one => one !== null)
  return codes.length > 0 ? codes : null
}

function readParameters(value: AlmaValue): Json {
  if (!Array.isArray(value) || value.length === 0) return null
  const parameters = value.filter(isTree).flatMap(one => {
    const read = (name: string) => readValue(one[name] ?? null, 'code')
    const [type, said, scope] = [read('type'), read('value'), read('scope')]
    if (type === null && said === null) return []
    return { type, value: said, ...(scope === null ? {} : { scope }) }
  })
  return parameters.length > 0 ? parameters : null
}

/** A status in any case; of a role, one that nobody knows is inactive, and the whole institution is no scope. */
function tidied(
  kind: string,
  values: Record<string, Json>,
  { institutionCode }: ReadScope,
): Record<string, Json> {
  const { status, scope } = values
  const known = typeof status === 'string' ? status.toUpperCase() : (status ?? null)
  const isOdd = kind === 'role' && known !== null && known !== 'ACTIVE'
  return {
    ...values,
    ...('status' in values ? { status: isOdd ? 'INACTIVE' : known } : {}),
    ...(kind === 'role' ? { scope: scope === institutionCode ? null : scope! } : {}),
  }
}
