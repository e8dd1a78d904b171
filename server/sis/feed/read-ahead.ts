/**
 * Fetches the next item while the current one is worked on: reading and whoever works on what was read (the database)
 * take turns no longer. One item ahead, no more, so memory stays flat. Errors arrive when their item is due, and leaving
 * the loop early ends the source.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]()
  let coming = fetchNext(iterator)
  try {
    for (;;) {
      const { done, value } = await coming
      if (done) return
      coming = fetchNext(iterator)
      yield value
    }
  } finally {
    await coming.catch(() => undefined)
    await iterator.return?.()
  }
}

function fetchNext<T>(iterator: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const coming = iterator.next()
  // Nobody may be waiting for it yet; whoever does later still gets the error.
  coming.catch(() => undefined)
  return coming
}
