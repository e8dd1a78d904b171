import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { deliveryStatuses } from '../../contract/webhooks.ts'
import { configurationQuery } from '../configuration/configuration.ts'
import { oneOf } from '../search-params.ts'
import { shellRoute } from '../shell-route.tsx'

const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/webhooks',
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./webhooks-page.tsx'), 'WebhooksPage'),
})

const deliveriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/webhooks/$webhookId',
  validateSearch: (search): { status?: (typeof deliveryStatuses)[number] | undefined } => ({
    status: oneOf(deliveryStatuses, search['status']),
  }),
  component: lazyRouteComponent(() => import('./deliveries-page.tsx'), 'DeliveriesPage'),
})

export const webhooksRoutes = [webhooksRoute, deliveriesRoute] as const
