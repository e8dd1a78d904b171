import { Menu } from '@mantine/core'
import { useContext } from 'react'
import type { UserRow } from '../../contract/users.ts'
import { useText } from '../i18n/use-text.ts'
import { useForbidden } from '../session/session.ts'
import { ForbiddenAction } from '../ui/forbidden-action.tsx'
import { MenuLink } from '../ui/link.tsx'
import { useToast } from '../ui/use-toast.ts'
import { AskActive, isActive } from './active-toggle.tsx'
import { AskDelete } from './ask-delete.tsx'

/** The "…" menu of a user in the list. */
export function UserMenu({ user }: { user: UserRow }) {
  const t = useText()
  const forbidden = useForbidden()
  const toast = useToast()
  const ask = useContext(AskActive)
  const askDelete = useContext(AskDelete)
  const to = { to: '/users/$userId/$tab' } as const
  const userId = String(user.userId)
  const copy = async () => {
    await navigator.clipboard.writeText(user.primaryId)
    toast(t('action.copied'))
  }
  return (
    <>
      <MenuLink {...to} params={{ userId, tab: 'general' }}>
        {t('users.menu.edit')}
      </MenuLink>
      <MenuLink {...to} params={{ userId, tab: 'history' }}>
        {t('users.menu.history')}
      </MenuLink>
      <Menu.Item onClick={() => void copy()}>{t('users.menu.copyId')}</Menu.Item>
      <Menu.Divider />
      <ForbiddenAction reason={forbidden('users.deactivate')}>
        <Menu.Item onClick={() => ask(user)}>
          {t(isActive(user) ? 'users.menu.deactivate' : 'users.menu.activate')}
        </Menu.Item>
      </ForbiddenAction>
      <ForbiddenAction reason={forbidden('users.delete')}>
        <Menu.Item onClick={() => askDelete(user)}>{t('deletion.action')}</Menu.Item>
      </ForbiddenAction>
    </>
  )
}
