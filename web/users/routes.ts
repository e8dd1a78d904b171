import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readUser } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'
import { historyPeriods, recordTabs } from './record/tabs.ts'
import { usersSearch } from './search.ts'

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  validateSearch: usersSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
})

const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/$userId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/users/$userId/$tab', params: { ...params, tab: 'general' }, replace: true })
  },
})

const recordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/$userId/$tab',
  params: {
    parse: ({ userId, tab }) => ({ userId, tab: oneOf(recordTabs, tab) ?? 'general' }),
    stringify: params => params,
  },
  validateSearch: (search): { period?: (typeof historyPeriods)[number] | undefined } => ({
    period: oneOf(historyPeriods, search['period']),
  }),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(configurationQuery)
    void context.queryClient.prefetchQuery(q(readUser, { params: { userId: Number(params.userId) } }))
  },
  component: lazyRouteComponent(() => import('./record/record-page.tsx'), 'RecordPage'),
})

export const usersRoutes = [usersRoute, userRoute, recordRoute] as const
