import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Chunk } from './definition.ts'

/** The rows of the chunk that are to change, as a condition on `task_outcome o`. */
export function ofChunk(ctx: Context, chunk: Chunk): RawBuilder<unknown> {
  return sql`o.institution_id = ${ctx.institution.institutionId} and o.task_id = ${chunk.task.task_id}
    and o.position > ${chunk.from} and o.position <= ${chunk.to} and o.outcome = 'change'`
}

export type Skipped = ReadonlyMap<number, string[]>

/** Records what became of every user of the chunk: named in `skipped` with reasons, else done. */
export async function markResults(ctx: Context, chunk: Chunk, skipped: Skipped): Promise<void> {
  const userIds = [...skipped.keys()]
  const reasons = [...skipped.values()].map(list => JSON.stringify(list))
  await sql`update task_outcome o
    set result = case when s.user_id is null then 'done' else 'skipped' end,
      result_reasons = array(select jsonb_array_elements_text(s.reasons))
    from task_outcome c left join unnest(${userIds}::bigint[], ${reasons}::jsonb[]) as s(user_id, reasons)
      on s.user_id = c.user_id
    where ${ofChunk(ctx, chunk)} and c.institution_id = o.institution_id and c.task_id = o.task_id
      and c.position = o.position and c.position > ${chunk.from} and c.position <= ${chunk.to}`.execute(
    ctx.db,
  )
}

/** Reasons and how often, of what was skipped. */
export function countReasons(skipped: Skipped): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const reasons of skipped.values())
    for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
