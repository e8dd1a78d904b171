import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Chunk } from './definition.ts'

/** The rows of the chunk that are to change, as a condition on `task_outcome o`. */
export function ofChunk(ctx: Context, chunk: Chunk): RawBuilder<unknown> {
  return sql`o.institution_id = ${ctx.institution.institutionId} and o.task_id = ${chunk.task.task_id}
    and o.position > ${chunk.from} and o.position <= ${chunk.to} and o.outcome = 'change'`
}

export type Skipped = ReadonlyMap<number, string[]>

/**
 * Records what became of every user of the chunk: named in `skipped` with reasons, else done. Whoever has a result
 * already is gone for good (`destroyExpiredKeys`) and keeps it.
 */
export async function markResults(ctx: Context, chunk: Chunk, skipped: Skipped): Promise<void> {
  const userIds = [...skipped.keys()]
  await sql`update task_outcome o set result = 'done'
    where ${ofChunk(ctx, chunk)} and o.result is null and o.user_id <> all (${userIds}::bigint[])`.execute(
    ctx.db,
  )
  if (userIds.length === 0) return
  const reasons = [...skipped.values()].map(list => JSON.stringify(list))
  await sql`update task_outcome o
    set result = 'skipped', result_reasons = array(select jsonb_array_elements_text(s.reasons))
    from unnest(${userIds}::bigint[], ${reasons}::jsonb[]) as s(user_id, reasons)
    where ${ofChunk(ctx, chunk)} and o.result is null and o.user_id = s.user_id`.execute(ctx.db)
}
