import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { configurationQuery } from '../configuration/configuration.ts'
import { shellRoute } from '../shell-route.tsx'

const bursarRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/bursar-export',
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./bursar-page.tsx'), 'BursarPage'),
})

export const bursarRoutes = [bursarRoute] as const
