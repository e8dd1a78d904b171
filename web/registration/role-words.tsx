import { Text } from '@mantine/core'
import type { ProfileRole } from '../../contract/assignment.ts'
import { useCodes } from '../configuration/configuration.ts'
import { useText } from '../i18n/use-text.ts'

/** The roles of a profile: each with its scope, and what differs from the usual. */
export function RoleWords({ roles }: { roles: readonly ProfileRole[] }) {
  const t = useText()
  const { label } = useCodes()
  if (roles.length === 0)
    return (
      <Text span size="sm" c="dimmed">
        {t('assignment.noRoles')}
      </Text>
    )
  const wordsOf = (role: ProfileRole) =>
    [
      role.scope ? label('RoleScopes', role.scope) : t('assignment.institution'),
      role.expiry_days === undefined ? '' : t('assignment.endsAfter', { days: role.expiry_days }),
      role.status === 'INACTIVE' ? t('assignment.notGiven') : '',
    ]
      .filter(Boolean)
      .join(', ')
  return roles.map(role => `${label('HFrUserRoles.roleType', role.role_type)} (${wordsOf(role)})`).join('; ')
}
