import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Endpoint } from '../../contract/endpoint.ts'
import type { RowSource } from '../ui/table/row-source.ts'
import type { CallOf } from './client.ts'
import { type ItemOf, pages } from './query.ts'

const pollMilliseconds = 2000

/** A keyset list as the source of a table: `<DataTable source={useRows(listSets, {})} …>`; asked again while `isMoving` holds for a row. */
export function useRows<E extends Endpoint>(
  endpoint: E,
  request: CallOf<E>,
  isMoving?: (row: ItemOf<E>) => boolean,
): RowSource<ItemOf<E>> {
  const query = useInfiniteQuery({
    ...pages(endpoint, request),
    refetchInterval: ({ state }) =>
      Boolean(isMoving && state.data?.pages.some(page => page.items.some(isMoving))) && pollMilliseconds,
  })
  const { data } = query
  const rows = useMemo(() => data?.pages.flatMap(page => page.items) ?? [], [data])
  return {
    rows,
    isLoading: query.isPending,
    isOutdated: query.isPlaceholderData,
    error: rows.length === 0 ? query.error : undefined,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    isLoadingMore: query.isFetchingNextPage,
  }
}
