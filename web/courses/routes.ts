import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'

const loadCoursesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/load-courses',
  component: lazyRouteComponent(() => import('./load-courses-page.tsx'), 'LoadCoursesPage'),
})

export const coursesRoutes = [loadCoursesRoute] as const
