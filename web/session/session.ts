import { useSuspenseQuery } from '@tanstack/react-query'
import type { Permission } from '../../contract/permissions.ts'
import { readSession } from '../../contract/session.ts'
import { q } from '../api/query.ts'
import { useText } from '../i18n/use-text.ts'

/** The session lasts until the server says otherwise; it is not fetched again for every page. */
export const sessionQuery = { ...q(readSession, {}), staleTime: Number.POSITIVE_INFINITY, retry: false }

/** Who is signed in. Only below the shell, whose route has loaded it. */
export function useSession() {
  return useSuspenseQuery(sessionQuery).data
}

/** Why an action is not allowed, as text for `ForbiddenAction`; undefined when it is allowed. */
export function useForbidden(): (...needed: Permission[]) => string | undefined {
  const t = useText()
  const { permissions } = useSession()
  return (...needed) => {
    const permission = needed.find(one => !permissions.includes(one))
    return permission && t('forbidden.permission', { permission })
  }
}
