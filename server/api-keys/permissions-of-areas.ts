import { type ApiAccess, type ApiArea, type ApiAreas, apiAreas } from '../../contract/api-keys.ts'
import type { Permission } from '../../contract/permissions.ts'

/** What programs may do in an area of the API; whoever writes also reads. Keys act for the whole institution. */
export const permissionsOfAreas: Readonly<Record<ApiArea, Record<ApiAccess, readonly Permission[]>>> = {
  users: {
    read: ['users.view', 'fees.view', 'circulation.view'],
    write: [
      'users.edit',
      'users.edit_roles',
      'users.add',
      'users.register',
      'users.deactivate',
      'users.toggle',
      'users.set_password',
      'users.delete',
      'letters.send',
      'fees.add',
      'fees.waive',
      'fees.pay',
      'fees.dispute',
      'circulation.work',
    ],
  },
  configuration: {
    // Alma counts the report of fee transactions among the configuration.
    read: ['configuration.view', 'tasks.view', 'sets.view', 'fees.view'],
    // Whoever configures runs jobs; one that takes roles away needs a key that is for users, too.
    write: [
      'configuration.edit',
      'letters.configure',
      'sets.manage',
      'tasks.update_users',
      'purge.run',
      'sis.run',
    ],
  },
}

/** All that the areas of one key allow together. */
export function permissionsIn(areas: ApiAreas): ReadonlySet<Permission> {
  return new Set(
    apiAreas.flatMap(area => {
      const { read, write } = permissionsOfAreas[area]
      if (areas[area] === 'write') return [...read, ...write]
      return areas[area] === 'read' ? read : []
    }),
  )
}
