import DataLoader from 'dataloader'
import { LRUCache } from 'lru-cache'

type Scope = {
  db: { isTransaction?: boolean }
  institution: object
  /** See `Context`. */
  asOf?: string
}

type Read<S, Key, Row> = (scope: S, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>
type Reader<S, Key, Row> = (scope: S, key: Key) => Promise<Row | undefined>

/** With more requests than this some are read while others are answered. */
const mostAtOnce = 64
/** Answers of one kind that are remembered; each is what a row says. */
const mostRemembered = 2000

/**
 * Reads of one kind that requests ask for at the same time, in one query: starting a query costs more than the rows.
 * Every answer is of a snapshot taken after it was asked for. `read` gets the scope of one of those who ask (same
 * connection or transaction, same institution with the same settings) and leaves out what is not there. A scope that says
 * `asOf` gets the answer of an earlier one of the same `asOf`: nothing has been written since, so that reading would find
 * the same. An answer may not depend on who asks.
 */
export function readTogether<S extends Scope, Key extends string | number, Row>(
  read: Read<S, Key, Row>,
): Reader<S, Key, Row> {
  const readers = new WeakMap<object, WeakMap<object, Reader<S, Key, Row>>>()
  return (scope, key) => {
    const { db, institution } = scope
    const ofDatabase = readers.get(db) ?? new WeakMap<object, Reader<S, Key, Row>>()
    readers.set(db, ofDatabase)
    const known = ofDatabase.get(institution)
    if (known) return known(scope, key)
    const batched = batching(read)
    // Inside a transaction it may be otherwise after every statement.
    const reader = db.isTransaction ? batched : remembering(batched)
    ofDatabase.set(institution, reader)
    return reader(scope, key)
  }
}

function batching<S extends Scope, Key extends string | number, Row>(
  read: Read<S, Key, Row>,
): Reader<S, Key, Row> {
  type Asked = { scope: S; key: Key }
  const answer = async (asked: readonly Asked[]) => {
    const found = await read(asked.at(-1)!.scope, [...new Set(asked.map(({ key }) => key))])
    return asked.map(({ key }) => found.get(key))
  }
  const loader = new DataLoader<Asked, Row | undefined>(answer, {
    cache: false,
    maxBatchSize: mostAtOnce,
    // `setImmediate`: behind everything that has arrived by now.
    batchScheduleFn: run => setImmediate(run),
  })
  return (scope, key) => loader.load({ scope, key })
}

type Remembered<Row> = { asOf: string; row: Promise<Row | undefined> }

function remembering<S extends Scope, Key extends string | number, Row>(
  read: Reader<S, Key, Row>,
): Reader<S, Key, Row> {
  const remembered = new LRUCache<Key, Remembered<Row>>({ max: mostRemembered })
  return (scope, key) => {
    const { asOf } = scope
    if (asOf === undefined) return read(scope, key)
    const known = remembered.get(key)
    if (known?.asOf === asOf) return known.row
    const row = read(scope, key)
    remembered.set(key, { asOf, row })
    row.catch(() => remembered.delete(key))
    return row
  }
}
