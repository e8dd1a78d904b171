import { sql } from 'kysely'
import { planUpdateTask } from '../server/bulk-update/update-users.ts'
import { planPurgeTask } from '../server/purge/purge.ts'
import type { BenchDatabase } from './bench-database.ts'
import { type Figure, medianOf, ratio, timed } from './measure.ts'
import { planAndApply } from './run-task.ts'

/** A sequential scan of the user table that no index can answer. */
const scan = `select count(*) from user_account where coalesce(job_description, '') <> 'x'`

const population = { field: 'expiry_date', op: 'lt', value: { daysFromToday: 0 } } as const

/** Update and purge against plain SQL that does only the data change, in a copy of the database. */
export async function massChanges(
  bench: BenchDatabase,
  copy: BenchDatabase,
  runs: number,
): Promise<Figure[]> {
  const { ctx } = bench
  await bench.settle()
  const scanTime = await medianOf(runs, () => bench.pool.query(scan))
  const update = await planAndApply(
    ctx,
    await planUpdateTask(ctx, {
      population,
      changes: [{ field: 'user_group', value: 'PURGE', condition: 'always' }],
    }),
  )
  await bench.settle()
  const purge = await planAndApply(ctx, await planPurgeTask(ctx, { criteria: { waiveThreshold: '9.99' } }))
  await copy.settle()
  const plain = await plainSql(copy, bench)
  const plans = `plan a purge over all users with every reason`
  return [
    ratio(plans, 'one sequential scan of the user table', { time: purge.plan, base: scanTime, atMost: 10 }),
    ratio(`apply: update ${update.changed} users with history`, 'one plain UPDATE', {
      time: update.apply,
      base: plain.update,
      atMost: 4,
    }),
    ratio(`apply: purge ${purge.changed} users into the vault`, 'plain DELETEs', {
      time: purge.apply,
      base: plain.purge,
      atMost: 4,
    }),
  ]
}

/** The same users by hand: the ids of whom the tasks changed, then one statement per table. */
async function plainSql(
  copy: BenchDatabase,
  bench: BenchDatabase,
): Promise<{ update: number; purge: number }> {
  const { rows } = await sql<{
    user_id: number
  }>`select user_id from task_outcome o join task t using (institution_id, task_id)
    where t.kind = 'purge' and o.result = 'done'`.execute(bench.ctx.db)
  const purged = rows.map(row => row.user_id)
  const update = await timed(() =>
    copy.pool.query(
      `update user_account set user_group = 'PURGE', revision = revision + 1, updated_at = now()
      where institution_id = $1 and expiry_date < current_date and user_group is distinct from 'PURGE'`,
      [copy.ctx.institution.institutionId],
    ),
  )
  await copy.settle()
  const tables = [
    'user_link',
    'user_set_member',
    'credential',
    'user_identifier',
    'user_role',
    'user_block',
    'user_note',
  ]
  const purge = await timed(async () => {
    await copy.pool.query('begin')
    for (const table of [...tables, 'user_statistic', 'user_history', 'user_account']) {
      await copy.pool.query(`delete from ${table} where institution_id = $1 and user_id = any ($2)`, [
        copy.ctx.institution.institutionId,
        purged,
      ])
    }
    await copy.pool.query('commit')
  })
  return { update, purge }
}
