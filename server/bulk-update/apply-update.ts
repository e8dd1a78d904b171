import { sql } from 'kysely'
import { lockUsers } from '../changes/lock-users.ts'
import type { Context } from '../context.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import type { Chunk } from '../tasks/definition.ts'
import { markResults, ofChunk, type Skipped } from '../tasks/outcomes.ts'
import { type UpdateParameters, untouchableIn } from './plan-update.ts'

/** Looks at every user again, with the rows locked: who has left the population by now is left alone (features P3). */
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
  const untouchable = untouchableIn(ctx, changes, scope)
  const { rows } = await sql<{ user_id: number; untouchable: string | null }>`
    select u.user_id, ${untouchable} as untouchable from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${userIds}::bigint[])
      and (${untouchable} is not null or ${compileFilter({ not: population }, scope)})`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, [row.untouchable ?? 'no_longer_matches']]))
}
