import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf, textOr } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'

export const deskTabs = ['loans', 'requests'] as const

/**
 * `patron`: who stands there; `proxy`: who came for the patron; `from`: the record, from which one only looks (seed 002,
 * manage fulfillment activities).
 */
type DeskSearch = {
  patron?: string | undefined
  proxy?: string | undefined
  tab?: (typeof deskTabs)[number] | undefined
  from?: 'record' | undefined
}

const deskRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/desk',
  validateSearch: (search): DeskSearch => ({
    patron: idOr(search['patron']),
    proxy: idOr(search['proxy']),
    tab: oneOf(deskTabs, search['tab']),
    from: oneOf(['record'], search['from']),
  }),
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./desk-page.tsx'), 'DeskPage'),
})

function idOr(value: unknown): string | undefined {
  const text = textOr(value, undefined)
  return text && /^[1-9]\d{0,14}$/.test(text) ? text : undefined
}

export const circulationRoutes = [deskRoute] as const
