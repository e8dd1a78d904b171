import type { QueryClient } from '@tanstack/react-query'
import { listRecentUsers, openUser } from '../../contract/recent-users.ts'
import { call } from '../api/client.ts'
import { invalidate } from '../api/query.ts'

/** Under this key the cache knows whose record was opened last; going from tab to tab opens nobody anew. */
const lastKey = ['opened last']

type Match = { params: { userId: string }; context: { queryClient: QueryClient } }

/**
 * For the route of the record: it is entered when somebody goes there, not when the pointer rests on a link and the
 * page is read ahead. A record that cannot be opened says so itself.
 */
export function rememberOpened({ params, context: { queryClient } }: Match): void {
  const userId = Number(params.userId)
  if (queryClient.getQueryData(lastKey) === userId) return
  queryClient.setQueryData(lastKey, userId)
  call(openUser, { params: { userId } }).then(
    () => invalidate(queryClient, [listRecentUsers]),
    () => queryClient.removeQueries({ queryKey: lastKey }),
  )
}
