import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/row-types.gen.ts'

const monthsAhead = 3

/**
 * Adds the monthly partitions of the history, this month's and some ahead. A month that already has rows in the
 * default partition stays there: rows are never moved while people work.
 */
export async function addHistoryMonths(db: Kysely<Database>, now: Date): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const from = monthStart(now, ahead)
    const to = monthStart(now, ahead + 1)
    const name = `user_history_${from.slice(0, 7).replace('-', '_')}`
    await sql`do ${sql.raw(`$$ begin
      if to_regclass('${name}') is null
        and not exists (select from user_history_other where at >= '${from}' and at < '${to}') then
        create table ${name} partition of user_history for values from ('${from}') to ('${to}')
          with (toast_tuple_target = 8160);
      end if;
    end $$`)}`.execute(db)
  }
}

function monthStart(now: Date, ahead: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString()
}
