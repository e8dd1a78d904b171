import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { listLoans } from '../../contract/circulation.ts'
import { readUser } from '../../contract/users.ts'
import { invalidate, pages, q } from './query.ts'

const params = { userId: 7 }

/** A server whose answers wait until they are let go, and that tells what was true when it was asked. */
function slowServer<T>(state: { now: T }) {
  const waiting: (() => void)[] = []
  const ask = () => {
    const seen = state.now
    return new Promise<T>(resolve => waiting.push(() => resolve(seen)))
  }
  const letGo = async () => {
    for (const answer of waiting.splice(0)) answer()
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  return { ask, letGo }
}

/** A record that is read for the first time, by a server that does not answer yet; the truth changes meanwhile. */
function readingFirst() {
  const client = new QueryClient()
  const state = { now: 'before' }
  const server = slowServer(state)
  const observer = new QueryObserver<string>(client, {
    queryKey: q(readUser, { params }).queryKey,
    queryFn: server.ask,
  })
  const stop = observer.subscribe(() => {})
  state.now = 'after'
  return { client, server, observer, stop }
}

test('what was asked for the first time before a change is asked again after it', async () => {
  const { client, server, observer, stop } = readingFirst()
  const done = invalidate(client, [readUser])
  await server.letGo()
  await server.letGo()
  await done
  expect(observer.getCurrentResult()).toMatchObject({ data: 'after', isFetching: false })
  stop()
})

test('so is a list that has shown its first page, or has not', async () => {
  const client = new QueryClient()
  const state = { now: ['A'] }
  const server = slowServer(state)
  const observer = new InfiniteQueryObserver<string[]>(client, {
    queryKey: pages(listLoans, { params, query: {} }).queryKey,
    queryFn: server.ask,
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
  })
  const stop = observer.subscribe(() => {})

  for (const now of [
    ['A', 'B'],
    ['A', 'B', 'C'],
  ]) {
    state.now = now
    const done = invalidate(client, [listLoans])
    await server.letGo()
    await server.letGo()
    await done
    expect(observer.getCurrentResult().data).toMatchObject({ pages: [now] })
  }
  stop()
})

test('what others are asked for goes on as it was', async () => {
  const { client, server, observer, stop } = readingFirst()
  await invalidate(client, [listLoans])
  await server.letGo()
  expect(observer.getCurrentResult()).toMatchObject({ data: 'before', isFetching: false })
  stop()
})
