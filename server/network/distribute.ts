import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Filter } from '../../contract/filter.ts'
import type { planDistribution } from '../../contract/network.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context, Institution } from '../context.ts'
import { appError } from '../errors.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { matching } from '../filters/select-users.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { markResults, ofChunk } from '../tasks/outcomes.ts'
import { loadDistributed, loadingTask } from './load-distributed.ts'
import { membersOf } from './members.ts'

/**
 * Sends users to every member of the network zone (features T2). With the last of them each member gets a task, which
 * loads them as a feed and can be undone there; a run that is stopped before sends nobody anything.
 */
export const distribute: TaskDefinition = {
  kind: 'distribution',
  permission: 'users.distribute',
  source: 'network',
  chunkSize: 1000,
  plan,
  applyChunk: async (ctx, chunk) => {
    await markResults(ctx, chunk, await unfit(ctx, chunk))
    if (await isLast(ctx, chunk)) await send(ctx, chunk.task)
  },
}

type Parameters = { population: Filter; onlyExisting: boolean }

/** Puts it on the list, to be planned. Throws `no_members` when no institution is a member. */
export async function planDistributionTask(
  ctx: Context,
  input: BodyOf<typeof planDistribution>,
): Promise<number> {
  requirePermission(ctx, 'users.distribute')
  const population = parseFilter(input.population)
  await scopeFor(ctx, population)
  await sureOfMembers(ctx)
  const { reason, onlyExisting = false } = input
  const name = input.name?.trim() || `Distribution, ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  return createTask(ctx, distribute, {
    name,
    parameters: { population, onlyExisting, ...(reason ? { reason } : {}) },
  })
}

async function sureOfMembers(ctx: Context): Promise<Institution[]> {
  const members = await membersOf(ctx)
  if (members.length === 0) throw appError('no_members')
  return members
}

/** Contacts are a matter of each institution. */
const sentTypes = ['PUBLIC', 'STAFF'] as const satisfies readonly RecordType[]
const isSent = sql`u.record_type = any (${sql.val([...sentTypes])}::text[])`

async function plan(ctx: Context, task: TaskRow): Promise<void> {
  const { population } = task.parameters as Parameters
  await sql`
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons)
    select ${ctx.institution.institutionId}, ${task.task_id}, row_number() over (order by u.user_id), u.user_id,
      u.primary_id, case when ${isSent} then 'change' else 'keep' end,
      case when ${isSent} then '{}' else array['contact_stays'] end
    from user_account u where ${await matching(ctx, population)}`.execute(ctx.db)
}

/** Who has gone, or has become a contact, since the plan. */
async function unfit(ctx: Context, chunk: Chunk): Promise<Map<number, string[]>> {
  const { rows } = await sql<{ user_id: number; is_gone: boolean }>`
    select o.user_id, u.user_id is null as is_gone
    from task_outcome o
    left join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
    where ${ofChunk(ctx, chunk)} and (u.user_id is null or not ${isSent})`.execute(ctx.db)
  return new Map(rows.map(row => [row.user_id, [row.is_gone ? 'user_gone' : 'contact_stays']]))
}

async function isLast(ctx: Context, { task, to }: Chunk): Promise<boolean> {
  const { rows } = await sql`select 1 from task_outcome
    where institution_id = ${ctx.institution.institutionId} and task_id = ${task.task_id}
      and position > ${to} and outcome = 'change' limit 1`.execute(ctx.db)
  return rows.length === 0
}

/** Whoever works on tasks finds those of the members; see `startWorker`. */
async function send(ctx: Context, task: TaskRow): Promise<void> {
  const { onlyExisting } = task.parameters as Parameters
  const { rows } = await sql<{ record_type: RecordType }>`select distinct u.record_type
    from task_outcome o
    join user_account u on u.institution_id = o.institution_id and u.user_id = o.user_id
    where o.institution_id = ${ctx.institution.institutionId} and o.task_id = ${task.task_id}
      and o.result = 'done' order by u.record_type`.execute(ctx.db)
  for (const member of await sureOfMembers(ctx)) {
    const inner = inMember(ctx, member)
    for (const { record_type: recordType } of rows) {
      const about = { taskId: task.task_id, recordType, onlyExisting }
      await createTask(inner, loadDistributed, loadingTask(ctx.institution, about))
    }
  }
}

/** The zone acts in the member, in its own name. */
const inMember = (ctx: Context, institution: Institution): Context => ({
  ...ctx,
  institution,
  actor: {
    kind: 'system',
    name: `${ctx.actor.name} (${ctx.institution.name})`,
    permissions: new Set([loadDistributed.permission]),
  },
})
