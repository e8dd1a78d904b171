import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
})

const loginRestrictionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/login-restrictions',
  component: lazyRouteComponent(() => import('./restrictions-page.tsx'), 'RestrictionsPage'),
})

export const accountRoutes = [accountRoute, loginRestrictionsRoute] as const
