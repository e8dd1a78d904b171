import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf, textOr } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'
import { taskKinds } from './kinds.ts'
import { taskQuery } from './task-query.ts'
import { taskSearch } from './task-search.ts'

const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks',
  validateSearch: (search): { kind?: (typeof taskKinds)[number] | undefined } => ({
    kind: oneOf(taskKinds, search['kind']),
  }),
  component: lazyRouteComponent(() => import('./tasks-page.tsx'), 'TasksPage'),
})

type UpdateSearch = {
  set?: string | undefined
  filter?: string | undefined
  field?: string | undefined
  value?: string | undefined
  remove?: string | undefined
}

/** Whom to update comes in the address: `?set=4`, or `?filter=` with a filter as JSON; and a first change, if `field` is there. */
const updateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/update-users',
  validateSearch: (search): UpdateSearch => ({
    set: textOr(search['set'], undefined),
    filter: textOr(search['filter'], undefined),
    field: textOr(search['field'], undefined),
    value: textOr(search['value'], undefined),
    remove: textOr(search['remove'], undefined),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('../bulk-update/update-page.tsx'), 'UpdatePage'),
})

const taskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks/$taskId',
  validateSearch: taskSearch,
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(configurationQuery)
    void context.queryClient.prefetchQuery(taskQuery(Number(params.taskId)))
  },
  component: lazyRouteComponent(() => import('./task-page.tsx'), 'TaskPage'),
})

export const tasksRoutes = [tasksRoute, updateRoute, taskRoute] as const
