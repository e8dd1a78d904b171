import { createRoute, redirect } from '@tanstack/react-router'
import { failureCode } from './api/problem-error.ts'
import { rootRoute } from './root-route.tsx'
import { sessionQuery } from './session/session.ts'
import { Shell } from './shell/shell.tsx'

/** Everything behind the sign-in: pages have this route as parent and find the session loaded. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      if (failureCode(error) !== 'not_signed_in') throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    }
  },
  component: Shell,
})
