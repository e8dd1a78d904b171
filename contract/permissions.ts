/** Everything that can be allowed. Which role allows what: `server/access/role-permissions.ts`. */
export const permissions = [
  'session.own',
  'users.view',
  'users.edit',
  'users.add',
  'users.deactivate',
  'users.toggle',
  'users.set_password',
  'users.delete',
  'users.correct',
  'links.manage',
  'letters.send',
  'sets.manage',
  'tasks.view',
  'tasks.update_users',
  'tasks.undo',
  'purge.run',
  'purge.restore',
  'sis.run',
  'configuration.view',
  'configuration.edit',
] as const

export type Permission = (typeof permissions)[number]
