import {
  infiniteQueryOptions,
  keepPreviousData,
  type Query,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { Endpoint, ResponseOf } from '../../contract/endpoint.ts'
import type { Page } from '../../contract/page.ts'
import { type CallOf, call } from './client.ts'

/** An endpoint whose answer is a keyset page, and the type of its items. */
export type ItemOf<E extends Endpoint> = ResponseOf<E> extends Page<infer T> ? T : never

const keyOf = (endpoint: Endpoint, request: object) => [endpoint.method, endpoint.path, request] as const

/** The one way to read: `useQuery(q(readUser, { params: { userId } }))`; old data stays while new is fetched. */
export function q<E extends Endpoint>(endpoint: E, request: CallOf<E>) {
  return queryOptions({
    queryKey: keyOf(endpoint, request),
    queryFn: ({ signal }) => call(endpoint, request, signal),
  })
}

/** The one way to read a keyset list; `after` is filled in by the query itself. */
export function pages<E extends Endpoint>(endpoint: E, request: CallOf<E>) {
  return infiniteQueryOptions({
    queryKey: [...keyOf(endpoint, request), 'pages'] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...(request as { query?: object }).query, after: pageParam }
      return (await call(endpoint, { ...request, query }, signal)) as Page<ItemOf<E>>
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
  })
}

/**
 * Marks everything that was read from these endpoints as stale, whatever the parameters. A first reading under way is
 * begun anew: TanStack Query would take its answer, from before the change, for the new one (TanStack/query#8530).
 */
export async function invalidate(client: QueryClient, endpoints: readonly Endpoint[]): Promise<void> {
  const stale = new Set(endpoints.map(one => `${one.method} ${one.path}`))
  const predicate = (query: Query) => stale.has(`${query.queryKey[0]} ${query.queryKey[1]}`)
  await client.cancelQueries({ predicate: query => predicate(query) && query.state.data === undefined })
  await client.invalidateQueries({ predicate })
}

type SendOptions<E extends Endpoint> = {
  /** Endpoints whose answers this change makes stale. */
  invalidates?: readonly Endpoint[]
  onSuccess?: (answer: ResponseOf<E>) => unknown
}

/** The one way to change: `useSend(createSet, { invalidates: [listSets] }).mutate({ body })`. */
export function useSend<E extends Endpoint>(endpoint: E, options: SendOptions<E> = {}) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: CallOf<E>) => call(endpoint, request),
    onSuccess: async answer => {
      await options.onSuccess?.(answer)
      await invalidate(client, options.invalidates ?? [])
    },
  })
}
