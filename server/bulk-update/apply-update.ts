import { sql } from 'kysely'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import type { Chunk } from '../tasks/definition.ts'
import { markResults, ofChunk, type Skipped } from '../tasks/outcomes.ts'
import { hasMeanwhile } from './additions.ts'
import { hindranceIn, type UpdateParameters } from './plan-update.ts'

/**
 * Looks at every user again, with the rows locked: who has left the population by now is left alone, and who got meanwhile
 * what would be added (features P3).
 */
export async function applyUpdate(ctx: Context, chunk: Chunk): Promise<void> {
  const { rows } = await sql<{ user_id: number }>`
    select o.user_id from task_outcome o where ${ofChunk(ctx, chunk)}`.execute(ctx.db)
  const userIds = rows.map(row => row.user_id)
  await lockUsers(ctx, userIds)
  const unfit = await whoLeft(ctx, chunk, userIds)
  await markResults(ctx, chunk, await writePlannedPatches(ctx, chunk, unfit))
}

async function whoLeft(ctx: Context, chunk: Chunk, userIds: number[]): Promise<Skipped> {
  const { population, changes } = chunk.task.parameters as unknown as UpdateParameters
  const scope = await scopeFor(ctx, population, userIds)
  const job = { taskId: chunk.task.task_id, changes, institutionCode: ctx.institution.code }
  const { rows } = await sql<{ user_id: number; reason: string }>`
    select user_id, reason from (
      select u.user_id, coalesce(${hindranceIn(ctx, changes, scope)},
        case when ${compileFilter({ not: population }, scope)} then 'no_longer_matches'
          when ${hasMeanwhile(job, sql`o.new`, scope)} then 'has_already' end) as reason
      from task_outcome o
      join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
      where ${ofChunk(ctx, chunk)}) looked where reason is not null`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, [row.reason]]))
}
