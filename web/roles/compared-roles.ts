import { type RoleValues, roleKey } from '../../contract/roles.ts'

/** Roles of two users side by side, each role once: only here, in both, only there. */
export function comparedRoles(
  own: readonly RoleValues[],
  other: readonly RoleValues[],
  institutionCode: string,
): Record<'here' | 'both' | 'there', RoleValues[]> {
  const byKey = (roles: readonly RoleValues[]) =>
    new Map(roles.map(role => [roleKey(role, institutionCode), role]))
  const [mine, theirs] = [byKey(own), byKey(other)]
  return {
    here: [...mine].filter(([key]) => !theirs.has(key)).map(([, role]) => role),
    both: [...mine].filter(([key]) => theirs.has(key)).map(([, role]) => role),
    there: [...theirs].filter(([key]) => !mine.has(key)).map(([, role]) => role),
  }
}
