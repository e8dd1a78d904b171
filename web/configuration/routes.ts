import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell-route.tsx'
import { configurationQuery } from './configuration.ts'

const userSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/users',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
})

const settingChangesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/history',
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./setting-changes-page.tsx'), 'SettingChangesPage'),
})

const signInProfilesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/sign-in',
  loader: ({ context }) => void context.queryClient.prefetchQuery(configurationQuery),
  component: lazyRouteComponent(() => import('./sign-in/sign-in-profiles-page.tsx'), 'SignInProfilesPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/configuration/api-keys',
  component: lazyRouteComponent(() => import('./api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})

export const configurationRoutes = [
  userSettingsRoute,
  settingChangesRoute,
  signInProfilesRoute,
  apiKeysRoute,
] as const
