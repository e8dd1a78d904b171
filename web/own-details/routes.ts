import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'

const ownDetailsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-details',
  component: lazyRouteComponent(() => import('./own-details-page.tsx'), 'OwnDetailsPage'),
})

export const ownDetailsRoutes = [ownDetailsRoute] as const
