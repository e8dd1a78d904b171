import { Button, Menu } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useCodes } from '../../configuration/configuration.ts'
import { useText } from '../../i18n/use-text.ts'
import { useForbidden } from '../../session/session.ts'
import { ForbiddenAction } from '../../ui/forbidden-action.tsx'
import { ButtonLink, MenuLink } from '../../ui/link.tsx'
import type { UsersSearch } from '../search.ts'

const recordTypes = ['PUBLIC', 'STAFF', 'CONTACT'] as const

/** "Add user": of the record type of the tab; on the tab of all it is asked for (seed 002, adding users). */
export function AddUserButton({ tab }: { tab: UsersSearch['tab'] }) {
  const t = useText()
  const { label } = useCodes()
  const reason = useForbidden()('users.add')
  const icon = <IconUserPlus size={16} aria-hidden />
  const recordType = recordTypes.find(type => type === tab)
  if (reason)
    return (
      <ForbiddenAction reason={reason}>
        <Button leftSection={icon}>{t('addUser.action')}</Button>
      </ForbiddenAction>
    )
  if (recordType)
    return (
      <ButtonLink to="/users/new" search={{ recordType }} leftSection={icon}>
        {t('addUser.action')}
      </ButtonLink>
    )
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button leftSection={icon}>{t('addUser.action')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {recordTypes.map(type => (
          <MenuLink key={type} to="/users/new" search={{ recordType: type }}>
            {type === 'CONTACT' ? t('addUser.contact') : label('AddNewUserOptions', type)}
          </MenuLink>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
