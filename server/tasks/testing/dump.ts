import { sql } from 'kysely'
import { openVault } from '../../changes/restore-users.ts'
import type { Context } from '../../context.ts'

type Row = Record<string, unknown>
/** Every row of every table, by table, in a fixed order. */
export type Dump = Record<string, Row[]>

/** The whole database but what never repeats: what random keys lock appears opened, numbers have no gaps. */
export async function dump(ctx: Context): Promise<Dump> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    order by relname`.execute(ctx.db)
  const all: Dump = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(name)} t
      order by to_jsonb(t)::text`.execute(ctx.db)
    all[name] = rows.map(row => row.row)
  }
  const vaulted = all['vault_entry']!.map(row => row['user_id'] as number).toSorted((a, b) => a - b)
  const contents = await openVault(ctx, vaulted)
  all['vault_entry'] = vaulted.map(userId => ({ user_id: userId, content: contents.get(userId) }))
  for (const key of all['vault_key']!) key['wrapped_key'] = key['wrapped_key'] === null ? null : 'a key'
  for (const [column, name] of Object.entries(numbered)) renumber(all, column, name)
  return all
}

/** Columns that a sequence numbers, with the table of each: what was rolled back leaves gaps. */
const numbered = { change_set_id: 'change_set', vault_key_id: 'vault_key', transaction_id: 'fee_transaction' }

function renumber(all: Dump, column: string, table: string): void {
  const ids = all[table]!.map(row => row[column] as number).toSorted((one, two) => one - two)
  for (const row of Object.values(all).flat()) {
    if (typeof row[column] === 'number') row[column] = ids.indexOf(row[column]) + 1
  }
}

const taskTables = ['task', 'task_outcome', 'change_set', 'vault_key']

/**
 * A dump without what a task may touch: the tables of the tasks, and in `tables` (all when absent) the rows of these
 * users. What is left must be the same before and after.
 */
export function rowsBut(all: Dump, userIds: readonly number[], tables?: readonly string[]): Dump {
  const isLeft = (row: Row) => !userIds.includes(row['user_id'] as number)
  return Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => !taskTables.includes(name))
      .map(([name, rows]) => [name, tables && !tables.includes(name) ? rows : rows.filter(isLeft)]),
  )
}
