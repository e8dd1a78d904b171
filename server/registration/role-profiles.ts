import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { ProfileRole, RoleProfile } from '../../contract/assignment.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { lackingIn } from '../../contract/roles.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { checkValue } from '../fields/check-value.ts'
import type { Json } from '../fields/document.ts'
import { rulesOfRole } from '../institutions/role-types.ts'
import { type EditScope, readEditScope } from '../rules/edit-scope.ts'
import { judgeRole } from '../rules/judge-role.ts'
import { deleteChoice, listChoices, saveChoice } from './choices.ts'

type Content = Pick<RoleProfile, 'roles'>

/** Role profiles, by name (features M3). */
export async function listRoleProfiles(ctx: Context): Promise<RoleProfile[]> {
  requirePermission(ctx, 'configuration.view')
  return listChoices<Content>(ctx, 'role_profile')
}

/** Adds a profile, or replaces it. Throws `invalid_values` with the place of each role that cannot be. */
export async function saveRoleProfile(
  ctx: Context,
  profile: RoleProfile & { isNew: boolean },
): Promise<RoleProfile> {
  requirePermission(ctx, 'configuration.edit')
  const problems = await judgeRoles(ctx, profile)
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return saveChoice<Content>(ctx, 'role_profile', profile)
}

/** Deletes a profile that no rule chooses and by which nobody has a role. */
export async function deleteRoleProfile(ctx: Context, code: string): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  await deleteChoice(ctx, 'role_profile', { code, usersOf: inner => countHolders(inner, code) })
}

async function countHolders(ctx: Context, code: string): Promise<number> {
  const { rows } = await sql<{ users: number }>`select count(distinct user_id) as users from user_role
    where institution_id = ${ctx.institution.institutionId} and profile = ${code}`.execute(ctx.db)
  return rows[0]!.users
}

const roleFields = segmentOf('role')!.fields.filter(field => !field.machine)

/**
 * Each role that differs from what the profile holds is judged as one of the record: nobody puts into a profile what they
 * may not give. Active ones lack nothing, and none is there twice for one scope.
 */
async function judgeRoles(ctx: Context, { roles, code }: RoleProfile): Promise<FieldProblem[]> {
  const scope = await scopeOf(ctx)
  const old = (await listChoices<Content>(ctx, 'role_profile')).find(one => one.code === code)?.roles ?? []
  const keys = roles.map(role => `${role.role_type}\n${role.scope ?? ctx.institution.code}`)
  return roles.flatMap((role, index): FieldProblem[] => {
    const isOld = old.some(one => isDeepStrictEqual(one, role))
    const wrong = isOld ? [] : judgeOne(role, scope)
    if (keys.indexOf(keys[index]!) < index) wrong.push({ field: 'role_type', rule: 'repeated' })
    return wrong.map(one => ({ ...one, field: `roles/${index}/${one.field}` }))
  })
}

/** The program itself, as when it loads the demo, may give every role. */
async function scopeOf(ctx: Context): Promise<EditScope> {
  const scope = await readEditScope(ctx, { isOpen: false })
  return ctx.actor.kind === 'staff' ? scope : { ...scope, mayGrant: () => true }
}

function judgeOne(role: ProfileRole, scope: EditScope): FieldProblem[] {
  const values = role as Record<string, Json>
  const wrong = roleFields.flatMap(
    field => checkValue(field, values[field.name] ?? null, scope.codes.all) ?? [],
  )
  if (wrong.length > 0) return wrong
  const lacking =
    role.status === 'ACTIVE' ? lackingIn(role, rulesOfRole(role.role_type), scope.institutionCode) : []
  return [
    ...judgeRole({ before: undefined, values }, scope),
    ...lacking.map(name => ({ field: name === 'scope' ? name : 'parameters', rule: 'required' })),
  ]
}
