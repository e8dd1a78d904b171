import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { oneOf, textOr } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'
import { operations, whoseSets } from './set-words.ts'

const setsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sets',
  validateSearch: (search): { whose?: (typeof whoseSets)[number] | undefined } => ({
    whose: oneOf(whoseSets, search['whose']),
  }),
  component: lazyRouteComponent(() => import('./sets-page.tsx'), 'SetsPage'),
})

const addSetRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sets/new',
  component: lazyRouteComponent(() => import('./add-set-page.tsx'), 'AddSetPage'),
})

/** `with`: the second set. */
type CombineSearch = { with?: string | undefined; operation?: (typeof operations)[number] | undefined }

const combineRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sets/$setId/combine',
  validateSearch: (search): CombineSearch => ({
    with: textOr(search['with'], undefined),
    operation: oneOf(operations, search['operation']),
  }),
  component: lazyRouteComponent(() => import('./combine-page.tsx'), 'CombinePage'),
})

export const setsRoutes = [setsRoute, addSetRoute, combineRoute] as const
