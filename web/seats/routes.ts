import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { seatConcerns, seatOrders } from '../../contract/seats.ts'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf, textOr } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'

export type SeatsSearch = {
  concern?: (typeof seatConcerns)[number] | undefined
  /** Days without signing in, for those who are idle. */
  days?: number | undefined
  role?: string | undefined
  q?: string | undefined
  order?: (typeof seatOrders)[number] | undefined
}

const seatsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/seats',
  validateSearch: (search): SeatsSearch => ({
    concern: oneOf(seatConcerns, search['concern']),
    days: daysIn(search['days']),
    role: textOr(search['role'], undefined),
    q: textOr(search['q'], undefined),
    order: oneOf(seatOrders, search['order']),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./seats-page.tsx'), 'SeatsPage'),
})

function daysIn(value: unknown): number | undefined {
  const days = Number(value)
  return Number.isInteger(days) && days >= 1 && days <= 3660 ? days : undefined
}

export const seatsRoutes = [seatsRoute] as const
