import type { Permission } from '../../contract/permissions.ts'
import { isForInstitution, sparesRestricted } from '../../contract/roles.ts'
import type { HeldRole } from '../context.ts'
import { permissionsOfRole, permissionsOfRoles } from './role-permissions.ts'

/** The work at desks: whoever manages roles hands it out without doing it. */
const deskWork: ReadonlySet<Permission> = new Set([...permissionsOfRole['32']!, ...permissionsOfRole['221']!])

const edits = (role: HeldRole): boolean => permissionsOfRoles([role.type]).has('users.edit')

/**
 * Whether somebody who holds these roles leaves restricted users alone: every role by which they edit users says so, for
 * rights add up (features M4).
 */
export function leavesRestrictedAlone(held: readonly HeldRole[]): boolean {
  const editing = held.filter(edits)
  return editing.length > 0 && editing.every(role => sparesRestricted(role))
}

/**
 * Something that roles of these types allow and `may` does not have, beside the work at desks; undefined if there is
 * nothing. Whom it is true of is out of reach: how they get in, and what they do.
 */
export function beyond(may: ReadonlySet<Permission>, roleTypes: readonly string[]): Permission | undefined {
  const everybodys = permissionsOfRoles([])
  return [...permissionsOfRoles(roleTypes)].find(
    one => !may.has(one) && !everybodys.has(one) && !deskWork.has(one),
  )
}

/**
 * Whether somebody who holds these roles may give, change or take a role: within the scope of a role that manages roles,
 * and only if it allows nothing that the giver may not do there. So nobody can raise themselves or others above them
 * (features M4; facts: alma-behaviour §1.3).
 */
export function mayGrant(held: readonly HeldRole[], role: HeldRole, institutionCode: string): boolean {
  const covering = held.filter(
    one => isForInstitution(one.scope, institutionCode) || one.scope === role.scope,
  )
  const allowed = permissionsOfRoles(covering.map(one => one.type))
  if (!allowed.has('users.edit_roles')) return false
  if (edits(role) && leavesRestrictedAlone(covering) && !sparesRestricted(role)) return false
  return [...permissionsOfRoles([role.type])].every(one => allowed.has(one) || deskWork.has(one))
}
