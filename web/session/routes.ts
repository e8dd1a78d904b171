import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { type ErrorCode, errorStatus } from '../../contract/problem.ts'
import { rootRoute } from '../root-route.tsx'
import { isOwnPage, oneOf, textOr } from '../search-params.ts'

/** `next`: where the person wanted to go; only paths of our own. Left out, the router would give it as it stands. */
export function nextPage(search: Record<string, unknown>): { next: string | undefined } {
  const next = textOr(search['next'], undefined)
  return { next: next !== undefined && isOwnPage(next) ? next : undefined }
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  /** `refused`: the code of a failure on the way through a provider. */
  validateSearch: (search): { next?: string | undefined; refused?: ErrorCode | undefined } => ({
    ...nextPage(search),
    refused: oneOf(Object.keys(errorStatus) as ErrorCode[], search['refused']),
  }),
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
})

export const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('./set-up-page.tsx'), 'SetUpPage'),
})

export const forgottenRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('./forgotten-page.tsx'), 'ForgottenPage'),
})

/** The token of a mailed link stands behind `#`. */
export const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('./reset-page.tsx'), 'ResetPage'),
})
