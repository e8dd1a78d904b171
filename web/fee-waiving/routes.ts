import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { configurationQuery } from '../configuration/configuration.ts'
import { textOr } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'

/** Whose fees comes in the address: `?set=4`, or `?filter=` with a filter as JSON; neither means everybody. */
const feeWaivingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/waive-fees',
  validateSearch: (search): { set?: string | undefined; filter?: string | undefined } => ({
    set: textOr(search['set'], undefined),
    filter: textOr(search['filter'], undefined),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./fee-waiving-page.tsx'), 'FeeWaivingPage'),
})

export const feeWaivingRoutes = [feeWaivingRoute] as const
