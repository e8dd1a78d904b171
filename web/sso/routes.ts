import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../root-route.tsx'
import { nextPage } from '../session/routes.ts'

const attachAccountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/attach-account',
  validateSearch: (search): { done?: 'true' | undefined } =>
    search['done'] === 'true' ? { done: 'true' } : {},
  component: lazyRouteComponent(() => import('./attach-account-page.tsx'), 'AttachAccountPage'),
})

const directoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in/$code',
  validateSearch: nextPage,
  component: lazyRouteComponent(() => import('./directory-page.tsx'), 'DirectoryPage'),
})

/** Before the door: they are no children of the shell. */
export const ssoRoutes = [attachAccountRoute, directoryRoute] as const
