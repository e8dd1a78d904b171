import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'

const letterSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/letters',
  component: lazyRouteComponent(() => import('./letter-settings-page.tsx'), 'LetterSettingsPage'),
})

export const lettersRoutes = [letterSettingsRoute] as const
