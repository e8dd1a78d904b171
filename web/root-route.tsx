import { Notifications } from '@mantine/notifications'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { CrashPage, NotFoundPage } from './shell/dead-ends.tsx'

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
})

/** Toasts stand inside the router, because there may be links in them. */
function Root() {
  return (
    <>
      <Notifications position="bottom-center" withinPortal={false} />
      <Outlet />
    </>
  )
}
