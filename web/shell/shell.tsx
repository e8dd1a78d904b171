import { Anchor, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconClipboardList } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useWaitingReviews } from '../access-reviews/use-own-reviews.ts'
import { useText } from '../i18n/use-text.ts'
import { useSession } from '../session/session.ts'
import { PortalHome } from '../ui/portal-home.tsx'
import { useDensity } from './density.ts'
import { navigation } from './navigation.ts'
import classes from './shell.module.css'
import { SimulationBanner } from './simulation-banner.tsx'
import { TopBar } from './top-bar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog,
}))

/** The frame of every page: top bar, navigation, and the page itself. */
export function Shell() {
  const t = useText()
  const [density] = useDensity()
  const [isOpen, drawer] = useDisclosure(false)
  const [isOverview, overview] = useDisclosure(false)
  useShortcuts(overview.open)
  // The page is part of the key, so that the drawer closes by going somewhere.
  const path = useRouterState({ select: state => state.location.pathname })

  return (
    <div className={classes.shell} data-density={density}>
      <Anchor href="#main" className={classes.skip}>
        {t('app.skip')}
      </Anchor>
      <div className={classes.head}>
        <SimulationBanner />
        <TopBar onOpenNavigation={drawer.open} onShowShortcuts={overview.open} />
      </div>
      <nav className={classes.navigation} aria-label={t('nav.label')}>
        <NavigationLinks />
      </nav>
      <Drawer
        key={path}
        opened={isOpen}
        onClose={drawer.close}
        size={240}
        title={t('app.name')}
        closeButtonProps={{ 'aria-label': t('nav.close') }}
      >
        <nav aria-label={t('nav.label')} onClickCapture={drawer.close}>
          <NavigationLinks />
        </nav>
      </Drawer>
      <main id="main" className={classes.main} tabIndex={-1}>
        <div className={classes.scroller} data-scroll-restoration-id="page">
          <Outlet />
        </div>
        <PortalHome />
      </main>
      {isOverview && (
        <Suspense>
          <ShortcutsDialog onClose={overview.close} />
        </Suspense>
      )}
    </div>
  )
}

function NavigationLinks() {
  const t = useText()
  const { permissions } = useSession()
  const isStaff = permissions.includes('users.view')
  const waiting = useWaitingReviews()
  return (
    <ul className={classes.links}>
      {navigation
        .filter(entry => permissions.includes(entry.permission) && !(entry.isForPatrons && isStaff))
        .map(({ to, label, icon: Icon }) => (
          <li key={label}>
            <Link
              to={to}
              className={classes.link}
              activeProps={{ 'data-active': true }}
              activeOptions={{ includeSearch: false }}
            >
              <Icon size={18} stroke={1.7} aria-hidden />
              {t(label)}
            </Link>
          </li>
        ))}
      {waiting > 0 && (
        <li>
          <Link to="/my-reviews" className={classes.link} activeProps={{ 'data-active': true }}>
            <IconClipboardList size={18} stroke={1.7} aria-hidden />
            {t('ownReviews.nav', { count: waiting })}
          </Link>
        </li>
      )}
    </ul>
  )
}
