import { sql } from 'kysely'
import type { PurgeCriteria } from '../../contract/purge.ts'
import { lockUsers } from '../changes/lock-users.ts'
import { removeUsers } from '../changes/remove-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { waiveFees } from '../fees/waive-fees.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { checkValue } from '../fields/check-value.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen, seenOwner } from '../fields/owned.ts'
import { compileFilter } from '../filters/compile.ts'
import { parseFilter } from '../filters/parse.ts'
import { scopeFor } from '../filters/scope.ts'
import { matching } from '../filters/select-users.ts'
import { readCodeIndex } from '../institutions/code-tables.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition, TaskRow } from '../tasks/definition.ts'
import { markResults, ofChunk, type Skipped } from '../tasks/outcomes.ts'
import { usualRestoreDays, vaultKeyOfTask } from '../vault/keys.ts'
import { populationOf, retentionOf } from './retention.ts'

/** Purging users (features Q): who goes, who stays and why; what goes can be restored from the vault for a while. */
export const purge: TaskDefinition = {
  kind: 'purge',
  permission: 'purge.run',
  source: 'task',
  chunkSize: 1000,
  undoneBy: 'restore',
  plan: planPurge,
  applyChunk: applyPurge,
}

export type PurgeInput = { name?: string; reason?: string; criteria: PurgeCriteria }

/** Checks the criteria and puts the purge on the list, to be planned. Returns the task's id. */
export async function planPurgeTask(ctx: Context, input: PurgeInput): Promise<number> {
  const { filter: unparsed, ...rest } = input.criteria
  const criteria: PurgeCriteria = unparsed === undefined ? rest : { ...rest, filter: parseFilter(unparsed) }
  await scopeFor(ctx, populationOf(criteria))
  const codes = await readCodeIndex(ctx)
  const problems = (criteria.userGroups ?? []).flatMap(
    code => checkValue(fieldNamed('user_group')!, code, codes) ?? [],
  )
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const name = input.name?.trim() || `Purge users, ${ctx.now().toISOString().slice(0, 16).replace('T', ' ')}`
  const reason = input.reason ? { reason: input.reason } : {}
  return createTask(ctx, purge, { name, parameters: { criteria, ...reason } })
}

const criteriaOf = (task: TaskRow): PurgeCriteria => task.parameters['criteria'] as PurgeCriteria

async function planPurge(ctx: Context, task: TaskRow): Promise<void> {
  const criteria = criteriaOf(task)
  const population = populationOf(criteria)
  const where = await matching(ctx, population)
  const retention = retentionOf(criteria, await scopeFor(ctx, population), task.created_by_user_id)
  const { institutionId } = ctx.institution
  await sql`
    with candidates as (select u.user_id, u.primary_id, ${retention} as reasons from user_account u where ${where}),
    owed as (select user_id, sum(balance) as balance from fee
      where institution_id = ${institutionId} and ${isOwed(ctx.institution, sql.ref('status'))} and user_id is not null
        and ${seenOwner(sql.ref('owner'), librariesSeen(ctx))}
      group by user_id having sum(balance) <> 0)
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details)
    select ${institutionId}, ${task.task_id}, row_number() over (order by c.user_id), c.user_id, c.primary_id,
      case when c.reasons = '{}' then 'change' else 'keep' end, c.reasons,
      case when o.balance is not null then jsonb_build_object('balance', o.balance::text) end
    from candidates c left join owed o using (user_id)`.execute(ctx.db)
}

/** Looks at every user again, with the rows locked: who has a reason to stay by now, stays. */
async function applyPurge(ctx: Context, chunk: Chunk): Promise<void> {
  const criteria = criteriaOf(chunk.task)
  const planned = await sql<{ user_id: number }>`
    select o.user_id from task_outcome o where ${ofChunk(ctx, chunk)}`.execute(ctx.db)
  const userIds = planned.rows.map(row => row.user_id)
  await lockUsers(ctx, userIds)
  const skipped = await whoStays(ctx, chunk, userIds)
  const leaving = userIds.filter(userId => !skipped.has(userId))
  const vaultKey = await vaultKeyOfTask(ctx, chunk.task.task_id, criteria.restoreDays ?? usualRestoreDays)
  const policy = criteria.policy ?? 'keep_statistics_without_primary_id'
  await removeUsers(ctx, chunk.changeSet, {
    userIds: leaving,
    vaultKey,
    policy,
    settle: userIds => waiveFees(ctx, { userIds, reason: 'PURGE', comment: chunk.task.name }),
  })
  await markResults(ctx, chunk, skipped)
}

async function whoStays(ctx: Context, chunk: Chunk, userIds: number[]): Promise<Skipped> {
  const criteria = criteriaOf(chunk.task)
  const population = populationOf(criteria)
  const scope = await scopeFor(ctx, population, userIds)
  const { rows } = await sql<{ user_id: number; is_matching: boolean; reasons: string[] }>`
    select u.user_id, coalesce(${compileFilter(population, scope)}, false) as is_matching,
      ${retentionOf(criteria, scope, chunk.task.created_by_user_id)} as reasons
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${userIds}::bigint[])`.execute(
    ctx.db,
  )
  const found = new Map(rows.map(row => [row.user_id, row.is_matching ? row.reasons : ['no_longer_matches']]))
  return new Map(
    userIds.flatMap(userId => {
      const reasons = found.get(userId) ?? ['user_gone']
      return reasons.length > 0 ? [[userId, reasons]] : []
    }),
  )
}
