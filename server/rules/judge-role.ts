import { isDeepStrictEqual } from 'node:util'
import type { FieldProblem } from '../../contract/problem.ts'
import {
  isForInstitution,
  type RoleParameter,
  type RoleParameterType,
  roleParameterTables,
} from '../../contract/roles.ts'
import type { HeldRole } from '../context.ts'
import type { Json } from '../fields/document.ts'
import { rulesOfRole } from '../institutions/role-types.ts'
import type { EditScope } from './edit-scope.ts'

type Values = Record<string, Json | undefined>

/** An element of a record as a role that somebody holds. */
export const heldRole = (values: Values): HeldRole => ({
  type: String(values['role_type']),
  scope: (values['scope'] as string | null | undefined) ?? null,
  parameters: (values['parameters'] as RoleParameter[] | null | undefined) ?? null,
})

/**
 * What is wrong with a role as a whole (features M1, M4): a scope that it cannot have, parameters that do not go with it,
 * and that the editor may not give it. One that only lacks something is stored, and allows nothing until it is completed.
 */
export function judgeRole(
  { before, values }: { before: Values | undefined; values: Values },
  scope: EditScope,
): FieldProblem[] {
  const role = heldRole(values)
  const isKept = (name: string) => isDeepStrictEqual(values[name] ?? null, before?.[name] ?? null)
  const keepsPlace = before !== undefined && isKept('role_type') && isKept('scope')
  const isLibrary = !isForInstitution(role.scope, scope.institutionCode)
  const cannotBeThere = isLibrary && !rulesOfRole(role.type).scopes.includes('library')
  if (!scope.mayGrant(role)) return [{ field: 'role_type', rule: 'role_not_yours' }]
  if (cannotBeThere && !keepsPlace) return [{ field: 'scope', rule: 'scope_not_for_role' }]
  const kept = keepsPlace ? ((before['parameters'] ?? []) as RoleParameter[]) : []
  return judgeParameters(role, { kept, scope })
}

/** The day on which the status of a role became what it is. */
export function statusDate(
  { before, values }: { before: Values | undefined; values: Values },
  scope: EditScope,
): Json {
  const isSame = before !== undefined && before['status'] === (values['status'] ?? 'ACTIVE')
  return isSame ? (before['status_date'] ?? null) : scope.today
}

type Known = { kept: readonly RoleParameter[]; scope: EditScope }

function judgeParameters(role: HeldRole, { kept, scope }: Known): FieldProblem[] {
  const parameters = role.parameters ?? []
  const keys = parameters.map(({ type, value }) => `${type} ${value}`)
  const rules = parameters
    .filter(one => !kept.some(other => isDeepStrictEqual(one, other)))
    .map(one => ruleAgainst(role, one, scope))
  const rule =
    rules.find(one => one !== undefined) ?? (new Set(keys).size < keys.length ? 'repeated' : undefined)
  return rule ? [{ field: 'parameters', rule }] : []
}

/** Desks and service units are those of the role's library. */
function ruleAgainst(role: HeldRole, { type, value }: RoleParameter, scope: EditScope): string | undefined {
  if (rulesOfRole(role.type).parameters[type as RoleParameterType] === undefined)
    return 'parameter_not_for_role'
  const table = roleParameterTables[type as RoleParameterType]
  if (table === undefined) return ['true', 'false'].includes(value) ? undefined : 'unknown_code'
  if (!scope.codes.all.get(table)?.has(value)) return 'unknown_code'
  const library = scope.codes.companions(table, value, 'library')
  const isElsewhere = library && role.scope && !isForInstitution(role.scope, scope.institutionCode)
  return isElsewhere && !library.includes(role.scope!) ? 'not_in_library' : undefined
}
