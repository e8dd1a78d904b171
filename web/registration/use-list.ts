import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Endpoint, ResponseOf } from '../../contract/endpoint.ts'
import type { CallOf } from '../api/client.ts'
import { q } from '../api/query.ts'
import type { RowSource } from '../ui/table/row-source.ts'

/** A short list that comes in one piece, as the source of a table. */
export function useList<E extends Endpoint, Item>(endpoint: E, request: CallOf<E>): RowSource<Item> {
  const { data, error, isPending, refetch } = useQuery(q(endpoint, request))
  return {
    rows: (data as { items: Item[] } & ResponseOf<E>)?.items ?? [],
    isLoading: isPending,
    isOutdated: false,
    error: data ? undefined : error,
    retry: () => void refetch(),
    isLoadingMore: false,
  }
}

/** What is open beside a list: the dialog that adds, edits or deletes one of its items. */
export type Opened<Item> = { item: Item; as: 'new' | 'old' | 'deleted' }

export const useOpened = <Item>() => useState<Opened<Item>>()
