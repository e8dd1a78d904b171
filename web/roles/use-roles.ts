import { useQuery } from '@tanstack/react-query'
import {
  isForInstitution,
  type RoleRules,
  type RoleValues,
  readRoleGrants,
  rolesWithoutRules,
  sparesRestricted,
} from '../../contract/roles.ts'
import { q } from '../api/query.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden, useSession } from '../session/session.ts'

/** The role catalogue, and what whoever is signed in may do with it. */
export function useRoles() {
  const t = useText()
  const { details } = useCodes()
  const { institution } = useSession()
  const forbidden = useForbidden()('users.edit_roles')
  const { data } = useQuery({ ...q(readRoleGrants, {}), enabled: forbidden === undefined })
  const grantOf = (role: string) => data?.grants.find(one => one.role === role)

  /** Why this role may be neither given nor changed nor taken. */
  function hindranceOf(values: RoleValues): string | undefined {
    if (forbidden || !data) return forbidden
    const grant = grantOf(values.role_type)
    const isHere = isForInstitution(values.scope, institution.code)
      ? grant?.institution
      : grant?.libraries.includes(String(values.scope))
    const isAllowed = isHere && !(grant?.onlySparing && !sparesRestricted(values))
    return isAllowed ? undefined : t('rule.role_not_yours')
  }

  /** Scopes that the role can have and that one may give it for, the institution first. */
  function scopesOf(role: string): string[] {
    const grant = grantOf(role)
    const { scopes } = rulesOf(role)
    return [
      ...(scopes.includes('institution') && grant?.institution ? [institution.code] : []),
      ...(scopes.includes('library') ? (grant?.libraries ?? []) : []),
    ]
  }

  const rulesOf = (role: string): RoleRules =>
    (details('HFrUserRoles.roleType', role) as RoleRules | undefined) ?? rolesWithoutRules

  return {
    forbidden,
    hindranceOf,
    rulesOf,
    scopesOf,
    isGiven: (role: string) => grantOf(role) !== undefined,
    institutionCode: institution.code,
    today: institution.today,
  }
}
