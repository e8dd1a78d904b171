import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../root-route.tsx'
import { textOr } from '../search-params.ts'

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  /** `next`: where the person wanted to go; only paths of our own. */
  validateSearch: (search): { next?: string | undefined } => {
    const next = textOr(search['next'], undefined)
    return next?.startsWith('/') && !next.startsWith('//') ? { next } : {}
  },
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
})

export const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: (search): { token?: string | undefined } => ({ token: textOr(search['token'], undefined) }),
  component: lazyRouteComponent(() => import('./set-up-page.tsx'), 'SetUpPage'),
})
