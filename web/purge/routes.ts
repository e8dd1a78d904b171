import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { configurationQuery } from '../configuration/configuration.ts'
import { textOr } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'

const purgeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/purge',
  component: lazyRouteComponent(() => import('./purge-page.tsx'), 'PurgePage'),
})

/** `?set=4` or `?filter=` narrows the purge to a set or to the list of users that somebody came from. */
const addPurgeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/purge/new',
  validateSearch: (search): { set?: string | undefined; filter?: string | undefined } => ({
    set: textOr(search['set'], undefined),
    filter: textOr(search['filter'], undefined),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./add-purge-page.tsx'), 'AddPurgePage'),
})

/** `task`: only those whom this purge removed; `q`: a primary identifier. */
const purgedUsersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/purge/users',
  validateSearch: (search): { q?: string | undefined; task?: string | undefined } => ({
    q: textOr(search['q'], undefined),
    task: textOr(search['task'], undefined),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./purged-users-page.tsx'), 'PurgedUsersPage'),
})

export const purgeRoutes = [purgeRoute, addPurgeRoute, purgedUsersRoute] as const
