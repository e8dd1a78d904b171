import {
  lackingIn,
  type RoleParameterType,
  type RoleRules,
  type RoleValues,
  roleKey,
} from '../../contract/roles.ts'

export type RoleState =
  | { kind: 'active' | 'inactive' | 'expired' | 'duplicate' }
  | { kind: 'incomplete'; lacking: ('scope' | RoleParameterType)[] }

type Row = { path: string; values: RoleValues }
type Known = { rulesOf: (role: string) => RoleRules; institutionCode: string; today: string }

/** How each role of a record stands today; only active ones allow anything (features M1). */
export function roleStates(rows: readonly Row[], known: Known): ReadonlyMap<string, RoleState> {
  const states = new Map(rows.map(row => [row.path, ownState(row.values, known)]))
  const alike = Map.groupBy(rows, row => roleKey(row.values, known.institutionCode))
  for (const group of alike.values()) {
    const counts = group.find(row => states.get(row.path)?.kind === 'active') ?? group[0]
    for (const row of group) if (row !== counts) states.set(row.path, { kind: 'duplicate' })
  }
  return states
}

function ownState(values: RoleValues, { rulesOf, institutionCode, today }: Known): RoleState {
  if (values.status && values.status !== 'ACTIVE') return { kind: 'inactive' }
  if (values.expiry_date && values.expiry_date < today) return { kind: 'expired' }
  const lacking = lackingIn(values, rulesOf(values.role_type), institutionCode)
  return lacking.length > 0 ? { kind: 'incomplete', lacking } : { kind: 'active' }
}
