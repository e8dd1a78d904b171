import { sql } from 'kysely'
import { openVault, restoreUsers } from '../changes/restore-users.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import type { Context } from '../context.ts'
import { recordRestoredFees } from '../fees/waive-fees.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { markResults, ofChunk, type Skipped } from '../tasks/outcomes.ts'

const batchSize = 500

/** Bringing purged and deleted users back from the vault with everything that belonged to them (features Q5). */
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
  const userIds = task.parameters['userIds'] as number[] | undefined
  const purgeTaskId = task.parameters['taskId'] as number | undefined
  const { rows } = await sql<Candidate>`
    select distinct on (user_id) user_id, restored_at is not null as is_restored from purged_user
    where institution_id = ${ctx.institution.institutionId}
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
  const { contents, refusals } = await examine(ctx, candidates)
  const rows = candidates.map(({ user_id }, index) => {
    const document = contents.get(user_id)?.document
    const refusal = refusals.get(user_id)
    return {
      position: start + index + 1,
      user_id,
      subject: document ? String(document['primary_id']) : String(user_id),
      outcome: !refusal ? 'change' : refusal.reason === 'already_restored' ? 'keep' : 'reject',
      reasons: refusal ? [refusal.reason] : [],
      details: refusal?.identifier === undefined ? null : { identifier: refusal.identifier },
    }
  })
  await sql`insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details)
    select ${ctx.institution.institutionId}, ${task.task_id}, position, user_id, subject, outcome, reasons, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(position integer, user_id bigint, subject text,
      outcome text, reasons text[], details jsonb)`.execute(ctx.db)
}

type Refusal = {
  reason: 'already_restored' | 'vault_destroyed' | 'identifier_taken'
  identifier?: string
}

/** What the vault holds of the candidates, and who cannot come back. */
async function examine(ctx: Context, candidates: Candidate[]) {
  const contents = await openVault(
    ctx,
    candidates.filter(one => !one.is_restored).map(one => one.user_id),
  )
  const documents = [...contents].map(([user_id, { document }]) => ({ user_id, document }))
  const taken = await takenIdentifiers(
    ctx,
    sql`select user_id, document as patch from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb)
      as d(user_id bigint, document jsonb)`,
  )
  const refusals = new Map<number, Refusal>()
  for (const { user_id, is_restored } of candidates) {
    const identifier = taken.get(user_id)
    if (is_restored) refusals.set(user_id, { reason: 'already_restored' })
    else if (!contents.has(user_id)) refusals.set(user_id, { reason: 'vault_destroyed' })
    else if (identifier !== undefined) refusals.set(user_id, { reason: 'identifier_taken', identifier })
  }
  return { contents, refusals }
}

/** Looks at every user again, with the vault entries locked: another task may have brought them back by now. */
async function applyRestore(ctx: Context, chunk: Chunk): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`select from vault_entry v
    where v.institution_id = ${institutionId} and v.user_id in (select o.user_id from task_outcome o where ${ofChunk(ctx, chunk)})
    order by v.user_id for update`.execute(ctx.db)
  const { rows: candidates } = await sql<Candidate>`
    select o.user_id, u.user_id is not null as is_restored from task_outcome o
    left join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
    where ${ofChunk(ctx, chunk)}`.execute(ctx.db)
  const { refusals } = await examine(ctx, candidates)
  const skipped: Skipped = new Map([...refusals].map(([userId, { reason }]) => [userId, [reason]]))
  const returning = candidates.map(one => one.user_id).filter(userId => !skipped.has(userId))
  await restoreUsers(ctx, chunk.changeSet, returning)
  const reasons = ['PURGE', 'DELETION']
  await recordRestoredFees(ctx, { userIds: returning, reasons, comment: chunk.task.name })
  await markResults(ctx, chunk, skipped)
}
