import { type Permission, permissions } from '../../contract/permissions.ts'

/** What every account may do that can sign in at all, whatever its roles (a Patron has no more than this). */
const everybody: readonly Permission[] = ['session.own']

const deskPermissions: readonly Permission[] = ['users.view', 'users.edit', 'letters.send']

/** Role type code → what it allows (facts: alma-behaviour §1.3). A role that is not here allows nothing. */
const permissionsOfRole: Readonly<Record<string, readonly Permission[]>> = {
  // User Administrator
  '50': permissions,
  // User Manager
  '21': [
    'users.view',
    'users.edit',
    'users.add',
    'users.deactivate',
    'users.toggle',
    'users.set_password',
    'users.delete',
    'letters.send',
    'sets.manage',
    'tasks.view',
    'tasks.update_users',
    'tasks.undo',
    'configuration.view',
  ],
  // General System Administrator
  '26': ['users.view', 'links.manage', 'tasks.view', 'sis.run', 'configuration.view', 'configuration.edit'],
  // Circulation Desk Operator and Manager
  '32': deskPermissions,
  '221': deskPermissions,
  // Fulfillment Services Operator
  '38': ['users.view'],
  // Patron
  '200': [],
}

/** All that the given roles allow together. Only roles that are active and not expired may be passed. */
export function permissionsOfRoles(roleTypes: readonly string[]): ReadonlySet<Permission> {
  const granted = roleTypes.flatMap(role =>
    Object.hasOwn(permissionsOfRole, role) ? permissionsOfRole[role]! : [],
  )
  return new Set([...everybody, ...granted])
}
