import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { accessReviewsRoutes } from './access-reviews/routes.ts'
import { accountRoutes } from './account/routes.ts'
import { bursarRoutes } from './bursar/routes.ts'
import { circulationRoutes } from './circulation/routes.ts'
import { configurationRoutes } from './configuration/routes.ts'
import { coursesRoutes } from './courses/routes.ts'
import { feeWaivingRoutes } from './fee-waiving/routes.ts'
import { lettersRoutes } from './letters/routes.ts'
import { ownDetailsRoutes } from './own-details/routes.ts'
import { purgeRoutes } from './purge/routes.ts'
import { registrationRoutes } from './registration/routes.ts'
import { rootRoute } from './root-route.tsx'
import { parseSearch, stringifySearch } from './search-params.ts'
import { seatsRoutes } from './seats/routes.ts'
import { forgottenRoute, resetRoute, setUpRoute, signInRoute } from './session/routes.ts'
import { setsRoutes } from './sets/routes.ts'
import { PageLoading } from './shell/dead-ends.tsx'
import { shellRoute } from './shell-route.tsx'
import { sisRoutes } from './sis/routes.ts'
import { ssoRoutes } from './sso/routes.ts'
import { tasksRoutes } from './tasks/routes.ts'
import { usersRoutes } from './users/routes.ts'
import { webhooksRoutes } from './webhooks/routes.ts'

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/users' })
  },
})

const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  setUpRoute,
  forgottenRoute,
  resetRoute,
  ...ssoRoutes,
  shellRoute.addChildren([
    ...usersRoutes,
    ...circulationRoutes,
    ...seatsRoutes,
    ...accessReviewsRoutes,
    ...setsRoutes,
    ...tasksRoutes,
    ...purgeRoutes,
    ...sisRoutes,
    ...coursesRoutes,
    ...bursarRoutes,
    ...feeWaivingRoutes,
    ...configurationRoutes,
    ...webhooksRoutes,
    ...lettersRoutes,
    ...registrationRoutes,
    ...ownDetailsRoutes,
    ...accountRoutes,
  ]),
])

/** The addresses of the product. A feature adds its routes to the children of the shell. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: PageLoading,
    defaultPendingMs: 400,
    scrollRestoration: true,
    scrollToTopSelectors: ['[data-scroll-restoration-id="page"]'],
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
