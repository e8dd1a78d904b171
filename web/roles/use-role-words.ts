import type { RoleValues } from '../../contract/roles.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { useValueText } from '../users/record/use-value-text.ts'

/** A role in one line: what, where, narrowed down by what, until when. */
export function useRoleWords(): (role: RoleValues) => string {
  const t = useText()
  const { label } = useCodes()
  const { institution } = useSession()
  const textOf = useValueText()
  return role =>
    [
      label('HFrUserRoles.roleType', role.role_type),
      label('RoleScopes', role.scope || institution.code),
      textOf({ type: 'parameters' }, role.parameters),
      role.expiry_date ? t('roles.until', { date: role.expiry_date }) : '',
    ]
      .filter(Boolean)
      .join(' · ')
}
