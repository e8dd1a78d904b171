import { sql } from 'kysely'
import { openVault, restoreUsers } from '../changes/restore-users.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import type { Context } from '../context.ts'
import { recordRestoredFees } from '../fees/waive-fees.ts'
import type { RecordDocument } from '../fields/document.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { markResults, ofChunk, type Skipped } from '../tasks/outcomes.ts'

const batchSize = 500

/** Bringing purged users back from the vault with everything that belonged to them (features Q5). */
export const restore: TaskDefinition = {
  kind: 'restore',
  permission: 'purge.restore',
  source: 'restore',
  chunkSize: 500,
  plan: planRestore,
  applyChunk: applyRestore,
}

/** Plans the restoring of single users; undoing a purge makes the same task for all of its users. */
export function planRestoreTask(ctx: Context, userIds: number[]): Promise<number> {
  const name = `Restore ${userIds.length} purged users`
  return createTask(ctx, restore, { name, parameters: { userIds } })
}

type Candidate = { user_id: number; is_restored: boolean }

async function planRestore(ctx: Context, task: TaskRow): Promise<void> {
  const candidates = await readCandidates(ctx, task)
  for (let start = 0; start < candidates.length; start += batchSize) {
    await planBatch(ctx, task, { candidates: candidates.slice(start, start + batchSize), start })
  }
}

/** Of several purges of one person the last counts. */
async function readCandidates(ctx: Context, task: TaskRow): Promise<Candidate[]> {
  const { institutionId } = ctx.institution
  const userIds = task.parameters['userIds'] as number[] | undefined
  const purgeTaskId = task.parameters['taskId'] as number | undefined
  const { rows } = await sql<Candidate>`
    select distinct on (user_id) user_id, restored_at is not null as is_restored from purged_user
    where institution_id = ${institutionId}
      and ${userIds ? sql`user_id = any (${userIds}::bigint[])` : sql`true`}
      and ${purgeTaskId ? sql`task_id = ${purgeTaskId}` : sql`true`}
    order by user_id, purged_at desc`.execute(ctx.db)
  return rows
}

async function planBatch(
  ctx: Context,
  task: TaskRow,
  { candidates, start }: { candidates: Candidate[]; start: number },
): Promise<void> {
  const contents = await openVault(
    ctx,
    candidates.map(one => one.user_id),
  )
  const taken = await takenAmong(
    ctx,
    [...contents].map(([user_id, { document }]) => ({ user_id, document })),
  )
  const rows = candidates.map(({ user_id, is_restored }, index) => {
    const document = contents.get(user_id)?.document
    const reason = is_restored
      ? 'already_restored'
      : !document
        ? 'vault_destroyed'
        : taken.has(user_id)
          ? 'identifier_taken'
          : null
    return {
      position: start + index + 1,
      user_id,
      subject: document ? String(document['primary_id']) : String(user_id),
      outcome: reason === null ? 'change' : reason === 'already_restored' ? 'keep' : 'reject',
      reasons: reason === null ? [] : [reason],
      details: reason === 'identifier_taken' ? { identifier: taken.get(user_id) } : null,
    }
  })
  await sql`insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details)
    select ${ctx.institution.institutionId}, ${task.task_id}, position, user_id, subject, outcome, reasons, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(position integer, user_id bigint, subject text,
      outcome text, reasons text[], details jsonb)`.execute(ctx.db)
}

function takenAmong(ctx: Context, documents: { user_id: number; document: RecordDocument }[]) {
  return takenIdentifiers(
    ctx,
    sql`select user_id, document as patch from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb)
      as d(user_id bigint, document jsonb)`,
  )
}

async function applyRestore(ctx: Context, chunk: Chunk): Promise<void> {
  const { rows } = await sql<{ user_id: number }>`
    select o.user_id from task_outcome o where ${ofChunk(ctx, chunk)}`.execute(ctx.db)
  const userIds = rows.map(row => row.user_id)
  const contents = await openVault(ctx, userIds)
  const taken = await takenAmong(
    ctx,
    [...contents].map(([user_id, { document }]) => ({ user_id, document })),
  )
  const skipped: Skipped = new Map(
    userIds.flatMap(userId => {
      if (!contents.has(userId)) return [[userId, ['vault_destroyed']]]
      return taken.has(userId) ? [[userId, ['identifier_taken']]] : []
    }),
  )
  const returning = userIds.filter(userId => !skipped.has(userId))
  await restoreUsers(ctx, chunk.changeSet, returning)
  await recordRestoredFees(ctx, { userIds: returning, reason: 'PURGE', comment: chunk.task.name })
  await markResults(ctx, chunk, skipped)
}
