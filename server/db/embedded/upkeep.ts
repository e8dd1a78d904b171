import pg, { type PoolConfig } from 'pg'

const intervalMilliseconds = 30_000
const checkpointBytes = 64 * 1024 * 1024

// PGlite is PostgreSQL's single-user mode: it has neither a checkpointer nor autovacuum. Without this the log grows
// for ever (577 MB after 1 200 000 rows) and the planner never learns what the tables hold.
const staleTables = `
  select format('%I.%I', s.schemaname, s.relname) as name
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where s.n_dead_tup > 50 + 0.2 * greatest(c.reltuples, 0)
     or s.n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0)`
const logSinceCheckpoint = `
  select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > ${checkpointBytes} as is_long
  from pg_control_checkpoint()`

/** Does every half minute what PostgreSQL's background processes would do, by autovacuum's own thresholds. */
export function startUpkeep(connection: PoolConfig): { stop: () => Promise<void> } {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    // A table that was just dropped is no reason to stop: the next round tries again.
    running = running.then(() => upkeep(connection)).catch(() => {})
  }, intervalMilliseconds)
  timer.unref()
  const stop = async () => {
    clearInterval(timer)
    await running
  }
  return { stop }
}

/** One round of upkeep, through an ordinary connection so that it waits its turn like everybody else. */
export async function upkeep(connection: PoolConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    // The counters of the last second may still be on their way.
    await client.query('select pg_stat_force_next_flush()')
    const { rows: tables } = await client.query<{ name: string }>(staleTables)
    for (const { name } of tables) await client.query(`vacuum (analyze) ${name}`)
    const { rows: logs } = await client.query<{ is_long: boolean }>(logSinceCheckpoint)
    if (logs[0]?.is_long) await client.query('checkpoint')
  } finally {
    await client.end()
  }
}
