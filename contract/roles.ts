import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'

/** What narrows a role down further than its scope; a role may have several of one type (features M1). */
export const roleParameterTypes = [
  'CirculationDesk',
  'ServiceUnit',
  'MetadataType',
  'CantEditRestrictedUsers',
] as const
export type RoleParameterType = (typeof roleParameterTypes)[number]

/** Code tables of their values; the one without a table is yes or no. Desks and service units name their library. */
export const roleParameterTables: Readonly<Partial<Record<RoleParameterType, string>>> = {
  CirculationDesk: 'CircDesks',
  ServiceUnit: 'ServiceUnits',
  MetadataType: 'MetadataTypes',
}

/** A desk of another library than the role's may say which, as Alma does. */
export type RoleParameter = { type: string; value: string; scope?: string }

/** What the catalogue says about a role: `details` of its code in `HFrUserRoles.roleType`. */
export type RoleRules = {
  area: string
  /** What it can be good for. */
  scopes: ('institution' | 'library')[]
  parameters: Partial<Record<RoleParameterType, 'required' | 'allowed'>>
  /** Whether people sign in by it, and whether they then count as named users (features M5). */
  signs_in: boolean
  named_user: boolean
}

export const rolesWithoutRules: RoleRules = {
  area: '',
  scopes: ['institution', 'library'],
  parameters: {},
  signs_in: false,
  named_user: false,
}

export type RoleValues = {
  role_type: string
  scope?: string | null | undefined
  status?: string | null | undefined
  expiry_date?: string | null | undefined
  parameters?: readonly RoleParameter[] | null | undefined
}

/** Without a scope a role is good for the whole institution. */
export const isForInstitution = (scope: string | null | undefined, institutionCode: string): boolean =>
  !scope || scope === institutionCode

/** What a role still needs before it allows anything: its scope, parameters. */
export function lackingIn(
  role: RoleValues,
  rules: RoleRules,
  institutionCode: string,
): ('scope' | RoleParameterType)[] {
  const kind = isForInstitution(role.scope, institutionCode) ? 'institution' : 'library'
  const given = new Set((role.parameters ?? []).map(parameter => parameter.type))
  const needed = roleParameterTypes.filter(type => rules.parameters[type] === 'required')
  return [
    ...(rules.scopes.includes(kind) ? [] : ['scope' as const]),
    ...needed.filter(type => !given.has(type)),
  ]
}

/** Whether it says that whoever has the role leaves restricted users alone (features M4). */
export const sparesRestricted = (role: Pick<RoleValues, 'parameters'>): boolean =>
  (role.parameters ?? []).some(one => one.type === 'CantEditRestrictedUsers' && one.value === 'true')

/** Two roles with the same key are the same role: type, scope and parameters. */
export function roleKey(role: RoleValues, institutionCode: string): string {
  const scope = isForInstitution(role.scope, institutionCode) ? '' : role.scope
  const parameters = (role.parameters ?? [])
    .filter(one => one.value !== 'false')
    .map(one => `${one.type}=${one.value}`)
  return JSON.stringify([role.role_type, scope, [...new Set(parameters)].sort()])
}

/** Roles that whoever is signed in may give and take, and where: everywhere, or in these libraries. */
export const RoleGrants = Type.Object({
  grants: Type.Array(
    Type.Object({
      role: Type.String(),
      institution: Type.Boolean(),
      libraries: Type.Array(Type.String()),
      /** Only with the parameter that spares restricted users. */
      onlySparing: Type.Boolean(),
    }),
  ),
})
export type RoleGrants = Static<typeof RoleGrants>

export const readRoleGrants = endpoint({
  method: 'GET',
  path: '/api/roles/grants',
  permission: 'users.edit_roles',
  isOwned: true,
  summary: 'Roles that one may give and take',
  response: RoleGrants,
})
