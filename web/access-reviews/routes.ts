import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { decisions } from '../../contract/access-reviews.ts'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'

/** What the list of people is narrowed down to. */
export const decisionFilters = ['undecided', ...decisions] as const
export type ReviewSearch = { decision?: (typeof decisionFilters)[number] | undefined }

const validateSearch = (search: Record<string, unknown>): ReviewSearch => ({
  decision: oneOf(decisionFilters, search['decision']),
})

const reviewsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./reviews-page.tsx'), 'ReviewsPage'),
})

const reviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reviews/$reviewId',
  validateSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./review-page.tsx'), 'ReviewPage'),
})

const ownReviewsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-reviews',
  component: lazyRouteComponent(() => import('./own-reviews-page.tsx'), 'OwnReviewsPage'),
})

const ownReviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/my-reviews/$reviewId',
  validateSearch,
  component: lazyRouteComponent(() => import('./own-review-page.tsx'), 'OwnReviewPage'),
})

export const accessReviewsRoutes = [reviewsRoute, reviewRoute, ownReviewsRoute, ownReviewRoute] as const
