import DataLoader from 'dataloader'

type Scope = { db: object; institution: { institutionId: number } }

/** With more requests than this some are read while others are answered. */
const mostAtOnce = 64

/**
 * Reads of one kind that requests ask for at the same time, in one query: starting a query costs more than the rows.
 * Every answer is of a snapshot taken after it was asked for, and nothing is kept: this is no cache. `read` gets the
 * scope of one of those who ask (same connection or transaction, same institution) and leaves out what is not there.
 */
export function readTogether<S extends Scope, Key, Row>(
  read: (scope: S, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>,
): (scope: S, key: Key) => Promise<Row | undefined> {
  type Asked = { scope: S; key: Key }
  const loaders = new WeakMap<object, Map<number, DataLoader<Asked, Row | undefined>>>()
  const answer = async (asked: readonly Asked[]) => {
    const found = await read(asked.at(-1)!.scope, [...new Set(asked.map(({ key }) => key))])
    return asked.map(({ key }) => found.get(key))
  }
  return (scope, key) => {
    const { institutionId } = scope.institution
    const ofDatabase = loaders.get(scope.db) ?? new Map()
    loaders.set(scope.db, ofDatabase)
    const loader: DataLoader<Asked, Row | undefined> =
      ofDatabase.get(institutionId) ??
      // `setImmediate`: behind everything that has arrived by now.
      new DataLoader(answer, {
        cache: false,
        maxBatchSize: mostAtOnce,
        batchScheduleFn: run => setImmediate(run),
      })
    ofDatabase.set(institutionId, loader)
    return loader.load({ scope, key })
  }
}
