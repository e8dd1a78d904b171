import { type Permission, permissions } from '../../contract/permissions.ts'
import type { HeldRole } from '../context.ts'

/** What every account may do that can sign in at all, whatever its roles (a Patron has no more than this). */
const everybody: readonly Permission[] = ['session.own', 'account.own']

const viewing: readonly Permission[] = ['users.view', 'users.history']
const feePermissions = ['fees.view', 'fees.add', 'fees.waive', 'fees.pay', 'fees.dispute'] as const
const lending = ['circulation.view', 'circulation.work'] as const
const deskPermissions: readonly Permission[] = [
  ...viewing,
  ...lending,
  'circulation.override',
  'demerits.view',
  'users.edit',
  'letters.send',
  'users.register',
  ...feePermissions,
]

/** Role type code → what it allows (facts: alma-behaviour §1.3). A role that is not here allows nothing. */
export const permissionsOfRole: Readonly<Record<string, readonly Permission[]>> = {
  // User Administrator; demerits are the business of circulation (seed 002)
  '50': permissions.filter(permission => permission !== 'demerits.view'),
  // User Manager
  '21': [
    ...viewing,
    'users.edit',
    'users.edit_roles',
    'users.add',
    'users.register',
    'users.deactivate',
    'users.toggle',
    'users.set_password',
    'users.delete',
    'users.distribute',
    'seats.view',
    'letters.send',
    'letters.personal',
    ...feePermissions,
    'sets.view',
    'sets.manage',
    'tasks.view',
    'tasks.update_users',
    'tasks.load_courses',
    'tasks.waive_fees',
    'tasks.undo',
    'configuration.view',
  ],
  // General System Administrator
  '26': [
    ...viewing,
    'links.manage',
    'tasks.view',
    'sis.run',
    'configuration.view',
    'configuration.edit',
    'letters.configure',
  ],
  // Circulation Desk Operator and Manager
  '32': deskPermissions,
  '221': [...deskPermissions, 'circulation.override_all'],
  CIRC_DESK_OPERATOR_LIMITED: [...viewing, ...lending, 'demerits.view'],
  // Fulfillment Services Manager and Fulfillment Administrator
  '215': [...viewing, 'demerits.view'],
  '52': [...viewing, 'demerits.view'],
  // Course Reserves Manager
  '231': [...viewing, 'tasks.view', 'tasks.load_courses'],
  // Fulfillment Services Operator
  '38': [...viewing, 'fees.view', 'circulation.view', 'demerits.view'],
  // Letter Administrator
  '57': ['letters.configure'],
  // Patron
  '200': [],
}

/**
 * All that the given roles allow together; `withheld`: permissions that the institution keeps from some roles (seed
 * 002: histories, letters with all that is known about a person). Only roles that hold may be passed: active, not expired, complete.
 */
export function permissionsOfRoles(
  roleTypes: readonly string[],
  withheld: Partial<Record<Permission, readonly string[]>> = {},
): ReadonlySet<Permission> {
  const granted = new Set(everybody)
  for (const role of roleTypes) {
    const allowed = Object.hasOwn(permissionsOfRole, role) ? permissionsOfRole[role]! : []
    for (const one of allowed) if (!withheld[one]?.includes(role)) granted.add(one)
  }
  return granted
}

/**
 * The libraries that somebody's roles are limited to, or `all`: one role that lets users be seen and is good for the
 * whole institution is enough (features T1).
 */
export function librariesOfRoles(
  roles: readonly HeldRole[],
  institutionCode: string,
): 'all' | readonly string[] {
  const seeing = roles.filter(role => permissionsOfRole[role.type]?.includes('users.view'))
  const isForAll = ({ scope }: HeldRole) => scope === null || scope === institutionCode
  return seeing.some(isForAll) ? 'all' : [...new Set(seeing.map(role => role.scope!))].sort()
}
