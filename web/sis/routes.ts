import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'

const sisRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sis',
  component: lazyRouteComponent(() => import('./sis-page.tsx'), 'SisPage'),
})

export const sisRoutes = [sisRoute] as const
