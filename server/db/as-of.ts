import { type Kysely, type RawBuilder, sql } from 'kysely'
import { prepared } from './prepared.ts'
import { readTogether } from './read-together.ts'
import type { Database } from './row-types.gen.ts'

type Scope = { db: Kysely<Database>; institution: { institutionId: number }; now: () => Date }

/**
 * SQL for what a statement sees, as a text that is the same as an earlier one only if reading again would find the same:
 * no transaction that writes has ended since, in whatever process (PostgreSQL numbers them), and the clock stands at the
 * same minute. Such a text never comes back once there was another.
 */
export const asOf = (now: Date): RawBuilder<string> =>
  sql<string>`concat(pg_current_snapshot(), ' ', ${String(Math.floor(now.getTime() / 60_000))}::text)`

/** The same for those who want to know nothing else, asked by many at once. */
export const asOfNow = ({ db, institution, now }: Scope): Promise<string | undefined> =>
  readAsOf({ db, institution, now }, 'now')

const readAsOf = readTogether(async ({ db, now }: Scope, [key]: readonly string[]) => {
  const { rows } = await sql<{ as_of: string }>`${prepared} select ${asOf(now())} as as_of`.execute(db)
  return new Map(rows.map(row => [key!, row.as_of]))
})
