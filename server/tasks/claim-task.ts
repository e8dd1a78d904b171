import { sql } from 'kysely'
import type { Context } from '../context.ts'

/**
 * Runs `work` unless some worker is at the same task, in this process or another. The claim hangs on a database
 * session: whatever ends the worker ends the claim.
 */
export async function claimTask(ctx: Context, taskId: number, work: () => Promise<void>): Promise<void> {
  if (inThisProcess.has(taskId)) return
  inThisProcess.add(taskId)
  try {
    await ctx.db.connection().execute(async connection => {
      const key = sql`hashtextextended(${`task:${ctx.institution.institutionId}:${taskId}`}, 0)`
      const { rows } = await sql<{
        is_mine: boolean
      }>`select pg_try_advisory_lock(${key}) as is_mine`.execute(connection)
      if (!rows[0]!.is_mine) return
      await work().finally(() => sql`select pg_advisory_unlock(${key})`.execute(connection))
    })
  } finally {
    inThisProcess.delete(taskId)
  }
}

/** Sessions of the embedded database share their locks, so the process keeps its own list. */
const inThisProcess = new Set<number>()
