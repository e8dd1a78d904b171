import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from './row-types.gen.ts'

const mostRetries = 3
/** Serialization failure and deadlock: PostgreSQL has undone everything and asks for another try. */
const retryable = new Set(['40001', '40P01'])

/**
 * Runs `work` in one transaction, again (at most 3 times) if another transaction stood in its way; therefore `work`
 * may have no effect outside the database. In it use only the transaction: a query through `db` would wait for ever.
 */
export async function inTransaction<Result>(
  db: Kysely<Database>,
  work: (transaction: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (retries === mostRetries || !retryable.has((error as { code?: string }).code ?? '')) throw error
      // Apart from each other, so that the same two do not meet again.
      await wait(10 * 2 ** retries * (1 + Math.random()))
    }
  }
}
