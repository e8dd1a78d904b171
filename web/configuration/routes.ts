import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'

const userSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/users',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
})

export const configurationRoutes = [userSettingsRoute] as const
