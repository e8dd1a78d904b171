import { sql } from 'kysely'
import type { RoleGrants } from '../../contract/roles.ts'
import { mayGrant } from '../access/grants.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { rulesOfRole } from '../institutions/role-types.ts'

const sparing = [{ type: 'CantEditRestrictedUsers', value: 'true' }]

/** Which roles the actor may give and take, and where; what is nowhere possible is left out. */
export async function readGrants(ctx: Context): Promise<RoleGrants> {
  requirePermission(ctx, 'users.edit_roles')
  const { institutionId, code } = ctx.institution
  const held = ('roles' in ctx.actor && ctx.actor.roles) || []
  const { rows } = await sql<{ roles: string[]; libraries: string[] }>`
    select array(select code from code_value where institution_id = ${institutionId}
        and table_name = 'HFrUserRoles.roleType' order by position, code) as roles,
      array(select code from library where institution_id = ${institutionId} order by code) as libraries`.execute(
    ctx.db,
  )
  const { roles, libraries } = rows[0]!
  const grantOf = (role: string) => {
    const mayAt = (scope: string | null, parameters = sparing) =>
      mayGrant(held, { type: role, scope, parameters }, code)
    const places = [null, ...libraries].filter(scope => mayAt(scope))
    return {
      role,
      institution: places.includes(null),
      libraries: rulesOfRole(role).scopes.includes('library')
        ? libraries.filter(one => places.includes(one))
        : [],
      onlySparing: places.some(scope => !mayAt(scope, [])),
    }
  }
  return { grants: roles.map(grantOf).filter(one => one.institution || one.libraries.length > 0) }
}
