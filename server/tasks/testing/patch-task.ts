import { sql } from 'kysely'
import { createUsers } from '../../changes/create-users.ts'
import { differenceOf } from '../../changes/difference.ts'
import { patchRelation, type UserPatch } from '../../changes/patches.ts'
import type { Context } from '../../context.ts'
import type { RecordDocument } from '../../fields/document.ts'
import { segments } from '../../fields/segments.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { writePlannedPatches } from '../apply-patches.ts'
import { createTask } from '../create-task.ts'
import type { Chunk, TaskDefinition, TaskDefinitions, TaskRow } from '../definition.ts'
import { markResults, ofChunk } from '../outcomes.ts'

/** A task that writes whatever a test wants: patches of users that are there, documents of new ones. */
const patchTask: TaskDefinition = {
  kind: 'patch_for_test',
  permission: 'tasks.update_users',
  source: 'task',
  chunkSize: 2000,
  undoneBy: 'undo',
  plan: planPatches,
  applyChunk: async (ctx, chunk) => {
    await createPlanned(ctx, chunk)
    await markResults(ctx, chunk, await writePlannedPatches(ctx, chunk))
  },
}

/** The real definitions, and that one. */
export const withPatchTask: TaskDefinitions = new Map([...taskDefinitions, [patchTask.kind, patchTask]])

export type PatchTaskInput = {
  patches?: readonly UserPatch[]
  creations?: readonly { userId: number; document: RecordDocument }[]
}

export function createPatchTask(ctx: Context, input: PatchTaskInput): Promise<number> {
  return createTask(ctx, patchTask, { name: 'Patches', parameters: { patches: [], creations: [], ...input } })
}

async function planPatches(ctx: Context, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  const { patches, creations } = task.parameters as unknown as Required<PatchTaskInput>
  const scope = { institutionId, today: ctx.now().toISOString().slice(0, 10), source: 'task' } as const
  if (patches.length > 0) {
    await sql`insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, old, new)
      select ${institutionId}, ${task.task_id}, row_number() over (order by user_id), user_id, primary_id,
        case when new is null then 'keep' else 'change' end, old, new
      from (${differenceOf(patchRelation(patches), scope)}) d`.execute(ctx.db)
  }
  await sql`insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, new)
    select ${institutionId}, ${task.task_id}, 1000 + row_number() over (order by "userId"), "userId", 'new', 'change', document
    from jsonb_to_recordset(${JSON.stringify(creations)}::jsonb) as c("userId" bigint, document jsonb)`.execute(
    ctx.db,
  )
}

async function createPlanned(ctx: Context, chunk: Chunk): Promise<void> {
  await createUsers(ctx, chunk.changeSet, {
    rows: sql`select o.user_id, o.new as document, null::uuid as fingerprint from task_outcome o
      where ${ofChunk(ctx, chunk)} and o.old is null and o.new is not null`,
    kinds: segments.map(segment => segment.kind),
  })
}
