import { ActionIcon, Text } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { Logo } from '../ui/logo.tsx'
import { AccountMenu } from './account-menu.tsx'
import { DisplayMenu } from './display-menu.tsx'
import { GlobalSearch } from './global-search.tsx'
import classes from './shell.module.css'

type Props = { onOpenNavigation: () => void; onShowShortcuts: () => void }

/** Product, search on every page, institution, and the menus of the person. */
export function TopBar({ onOpenNavigation, onShowShortcuts }: Props) {
  const t = useText()
  const { institution, permissions } = useSession()
  return (
    <header className={classes.top}>
      <ActionIcon
        className={classes.burger}
        variant="subtle"
        color="gray"
        aria-label={t('nav.open')}
        onClick={onOpenNavigation}
      >
        <IconMenu2 size={20} aria-hidden />
      </ActionIcon>
      <Link to="/users" className={classes.brand}>
        <Logo size={22} />
        {t('app.name')}
      </Link>
      {permissions.includes('users.view') && <GlobalSearch />}
      <Text size="sm" c="dimmed" className={classes.institution}>
        {institution.name}
      </Text>
      <DisplayMenu />
      <AccountMenu onShowShortcuts={onShowShortcuts} />
    </header>
  )
}
