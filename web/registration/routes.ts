import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'

/** What can be configured for new users, in the order of the tabs. */
export const parts = ['profiles', 'rules', 'terms', 'registration-rules'] as const
export type Part = (typeof parts)[number]

const assignmentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/registration/$part',
  params: {
    parse: ({ part }): { part: Part } => ({ part: oneOf(parts, part) ?? 'profiles' }),
    stringify: params => params,
  },
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./assignment-page.tsx'), 'AssignmentPage'),
})

const recordTypes = ['PUBLIC', 'STAFF'] as const

const registerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/register',
  validateSearch: (search): { recordType?: (typeof recordTypes)[number] | undefined } => ({
    recordType: oneOf(recordTypes, search['recordType']),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./register-page.tsx'), 'RegisterPage'),
})

export const registrationRoutes = [assignmentRoute, registerRoute] as const
