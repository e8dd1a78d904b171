import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { asOfNow } from './as-of.ts'
import { readTogether } from './read-together.ts'
import type { Database } from './row-types.gen.ts'

type Scope = { db: Kysely<Database>; institution: { institutionId: number }; now: () => Date }

/** Who asks again so soon is likely to find nothing changed. */
const soonMilliseconds = 1000
/** Callers who are known. */
const mostKnown = 2000

type Known<Row> = { row: Row; db: object; institution: object; at: number }

/**
 * Like `readTogether`, for the first thing that a request reads: who asks. Each row says as of what it was read. To those
 * who ask again soon it is good for as long as that is the same, which PostgreSQL says at a fraction of the cost.
 */
export function readFirst<S extends Scope, Row extends { asOf: string }>(
  read: (scope: S, keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): (scope: S, key: string) => Promise<Row | undefined> {
  const readAnew = readTogether(read)
  const lately = new LRUCache<string, Known<Row>>({ max: mostKnown })
  return async (scope, key) => {
    const { db, institution } = scope
    const known = lately.get(key)
    const at = performance.now()
    const isKnown =
      !db.isTransaction &&
      known?.db === db &&
      known.institution === institution &&
      at - known.at < soonMilliseconds
    if (isKnown && known.row.asOf === (await asOfNow(scope))) {
      known.at = at
      return known.row
    }
    const row = await readAnew({ ...scope, asOf: undefined }, key)
    if (row) lately.set(key, { row, db, institution, at })
    return row
  }
}
