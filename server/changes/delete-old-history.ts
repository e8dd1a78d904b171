import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'

const daysBetweenRuns = 7
const dayMilliseconds = 86_400_000
/** Shorter than PostgreSQL takes to look for deadlocks, so that whoever else writes is never the one to give way. */
const lockMilliseconds = 500
const lockNotAvailable = '55P03'

/** What a run deleted, in rows, and how many of them went with whole months. */
export type DeletedHistory = { deleted: number; inMonths: number; keptFrom: Date }

/**
 * Once a week, deletes the history that is older than the institution keeps it (features I2): whole months at once, the
 * rest row by row. Removals stay, they tell nothing about the person (I3), and so does what tasks under way may need.
 * Undefined when there was nothing to do: the history is kept for ever, or the week is not over.
 */
export async function deleteOldHistory(ctx: Context): Promise<DeletedHistory | undefined> {
  const days = ctx.institution.settings.historyRetentionDays
  if (days === 0 || !(await isDue(ctx))) return undefined
  const keptFrom = new Date(ctx.now().getTime() - days * dayMilliseconds)
  const inMonths = await dropMonths(ctx, keptFrom)
  const inRows = await inTransaction(ctx.db, db => deleteRows({ ...ctx, db }, keptFrom))
  return inRows === undefined ? undefined : { deleted: inMonths + inRows, inMonths, keptFrom }
}

/** Condition on the row `r` of the last run. */
function isOver(ctx: Context): RawBuilder<boolean> {
  const last = new Date(ctx.now().getTime() - daysBetweenRuns * dayMilliseconds)
  return sql<boolean>`r.ran_at <= ${last}`
}

async function isDue(ctx: Context): Promise<boolean> {
  const { rows } = await sql<{ is_over: boolean }>`select ${isOver(ctx)} as is_over from history_retention r
    where r.institution_id = ${ctx.institution.institutionId}`.execute(ctx.db)
  return rows[0]?.is_over ?? true
}

/** Condition on a history row `h`: it stays, however old it is. */
function isKept(ctx: Context): RawBuilder<boolean> {
  const { institutionId } = ctx.institution
  return sql<boolean>`(h.institution_id <> ${institutionId} or h.new is null or h.change_set_id = any (array(
    select needed from task t
    left join task undone on undone.institution_id = t.institution_id and undone.task_id = t.undoes_task_id
    cross join lateral unnest(array[t.change_set_id, undone.change_set_id]) needed
    where t.institution_id = ${institutionId} and t.status in ('planning', 'planned', 'applying')
      and needed is not null)))`
}

/** Drops the months that ended before the moment and of which nothing stays; gives how many rows went with them. */
async function dropMonths(ctx: Context, keptFrom: Date): Promise<number> {
  const { rows } = await sql<{ name: string }>`select c.relname as name
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'user_history'::regclass and c.relname ~ '^user_history_[0-9]{4}_[0-9]{2}$'
      and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= ${keptFrom}
    order by c.relname`.execute(ctx.db)
  let dropped = 0
  for (const { name } of rows) dropped += await dropMonth(ctx, name)
  return dropped
}

async function dropMonth(ctx: Context, name: string): Promise<number> {
  const { rows } = await sql<{ all: number; kept: number }>`
    select count(*) as all, count(*) filter (where ${isKept(ctx)}) as kept from ${sql.table(name)} h`.execute(
    ctx.db,
  )
  if (rows[0]!.kept > 0) return 0
  try {
    await inTransaction(ctx.db, async db => {
      await sql`set local lock_timeout = ${sql.lit(lockMilliseconds)}`.execute(db)
      await sql`drop table ${sql.table(name)}`.execute(db)
    })
    return rows[0]!.all
  } catch (error) {
    // Somebody writes without a pause: the rows are deleted one by one, and an empty month can go next week.
    if ((error as { code?: string }).code === lockNotAvailable) return 0
    throw error
  }
}

/** Of several processes one goes on: the others wait for its row, and then find that the week has only begun. */
async function deleteRows(ctx: Context, keptFrom: Date): Promise<number | undefined> {
  const { institutionId } = ctx.institution
  const claim = await sql`insert into history_retention as r (institution_id, ran_at, kept_from)
    values (${institutionId}, ${ctx.now()}, ${keptFrom})
    on conflict (institution_id) do update
      set ran_at = excluded.ran_at, kept_from = greatest(r.kept_from, excluded.kept_from)
    where ${isOver(ctx)}`.execute(ctx.db)
  if (claim.numAffectedRows !== 1n) return undefined
  const { numAffectedRows } = await sql`delete from user_history h
    where h.institution_id = ${institutionId} and h.at < ${keptFrom} and not ${isKept(ctx)}`.execute(ctx.db)
  await sql`delete from record_read where institution_id = ${institutionId} and read_at < ${keptFrom}`.execute(
    ctx.db,
  )
  // Those of tasks stay with their tasks; all others are as old as their rows.
  await sql`delete from change_set c
    where c.institution_id = ${institutionId} and c.at < ${keptFrom} and c.task_id is null
      and not exists (select from user_history h
        where h.institution_id = c.institution_id and h.change_set_id = c.change_set_id)`.execute(ctx.db)
  return Number(numAffectedRows)
}
