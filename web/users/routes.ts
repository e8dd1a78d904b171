import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readUser } from '../../contract/users.ts'
import { q } from '../api/query.ts'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf } from '../search-params.ts'
import { sessionQuery } from '../session/session.ts'
import { shellRoute } from '../shell-route.tsx'
import { recordSearch } from './record/record-search.ts'
import { recordTabs } from './record/tabs.ts'
import { rememberOpened } from './remember-opened.ts'
import { usersSearch } from './search.ts'

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  validateSearch: usersSearch,
  // Patrons have no list of users: their home is what the library knows of themselves.
  beforeLoad: ({ context }) => {
    const session = context.queryClient.getQueryData(sessionQuery.queryKey)
    if (session && !session.permissions.includes('users.view')) throw redirect({ to: '/my-details' })
  },
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
})

const recordTypes = ['PUBLIC', 'STAFF', 'CONTACT'] as const

const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/$userId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/users/$userId/$tab', params: { ...params, tab: 'general' }, replace: true })
  },
})

const addUserRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/new',
  validateSearch: (search): { recordType?: (typeof recordTypes)[number] | undefined } => ({
    recordType: oneOf(recordTypes, search['recordType']),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./add/add-user-page.tsx'), 'AddUserPage'),
})

const recordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/$userId/$tab',
  params: {
    parse: ({ userId, tab }) => ({ userId, tab: oneOf(recordTabs, tab) ?? 'general' }),
    stringify: params => params,
  },
  validateSearch: recordSearch,
  loader: ({ context, params, preload }) => {
    void context.queryClient.prefetchQuery(configurationQuery)
    // Where it is remembered who opens a record, resting on a link must not look like it.
    if (preload && context.queryClient.getQueryData(configurationQuery.queryKey)?.readLogEnabled) return
    void context.queryClient.prefetchQuery(q(readUser, { params: { userId: Number(params.userId) } }))
  },
  onEnter: rememberOpened,
  onStay: rememberOpened,
  component: lazyRouteComponent(() => import('./record/record-page.tsx'), 'RecordPage'),
})

export const usersRoutes = [usersRoute, addUserRoute, userRoute, recordRoute] as const
