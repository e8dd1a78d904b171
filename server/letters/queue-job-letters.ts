import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { isOneMailbox } from './addressee.ts'
import { queueForStranger, queueIfWanted } from './queue-letter.ts'
import type { LetterInput } from './templates/letter-templates.ts'

const jobsPerRound = 20

type Ended = {
  task_id: number
  name: string
  status: string
  created_by: string
  created_by_user_id: number | null
  confirmed_by_user_id: number | null
  created_at: Date
  started_at: Date | null
  ended_at: Date
  planned_total: number
  planned_change: number
  planned_keep: number
  planned_reject: number
  done_count: number
  skipped_count: number
  facts: { reasons?: { reason: string; count: number }[]; skipped?: Record<string, number> }
  error_message: string | null
}

/** Where the product is reached, so that a letter can lead to a page; absent: nobody said. */
export type LinkDoor = { publicOrigin?: string }

/**
 * Writes to those who created or confirmed a job that has ended, and to those whom the institution names (features P1).
 * Letters and the mark on the job are one transaction: everybody hears of each end once. Who stops a job knows it.
 */
export async function queueJobLetters(ctx: Context, door: LinkDoor): Promise<void> {
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const jobs = await takeEnded(inner)
    const named = jobs.length === 0 ? undefined : await readNamed(inner)
    for (const job of jobs) await tell(inner, job, { ...named!, letter: letterAbout(job, door) })
  })
}

async function takeEnded(ctx: Context): Promise<Ended[]> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<Ended>`
    with ended as materialized (
      select task_id from task
      where institution_id = ${institutionId} and ended_at is not null
        and (notified_at is null or notified_at < ended_at)
      order by ended_at limit ${jobsPerRound} for update skip locked)
    update task t set notified_at = t.ended_at from ended
    where t.institution_id = ${institutionId} and t.task_id = ended.task_id
    returning t.task_id, t.name, t.status, t.created_by, t.created_by_user_id, t.confirmed_by_user_id, t.created_at,
      t.started_at, t.ended_at, t.planned_total, t.planned_change, t.planned_keep, t.planned_reject, t.done_count,
      t.skipped_count, t.facts, t.error_message`.execute(ctx.db)
  return rows.filter(({ status }) => status === 'completed' || status === 'failed')
}

type Named = { userIds: number[]; addresses: string[] }

/** Whom the institution names: users by their primary identifier, and plain addresses of others. */
async function readNamed(ctx: Context): Promise<Named> {
  const { jobMailRecipients } = ctx.institution.settings
  const { rows } = await sql<{ user_id: number; named: string }>`
    select u.user_id, n.named from unnest(${jobMailRecipients}::text[]) n(named)
    join user_account u on u.institution_id = ${ctx.institution.institutionId}
      and lower(u.primary_id) = lower(n.named)`.execute(ctx.db)
  const known = new Set(rows.map(row => row.named))
  const addresses = jobMailRecipients.filter(one => !known.has(one) && isOneMailbox(one))
  return { userIds: rows.map(row => row.user_id), addresses }
}

async function tell(
  ctx: Context,
  { created_by_user_id, confirmed_by_user_id }: Ended,
  { userIds, addresses, letter }: Named & { letter: LetterInput },
): Promise<void> {
  const starters = ctx.institution.settings.jobMailToStarter
    ? [created_by_user_id, confirmed_by_user_id].filter(one => one !== null)
    : []
  for (const userId of new Set([...starters, ...userIds])) await queueIfWanted(ctx, { userId, ...letter })
  for (const address of addresses) await queueForStranger(ctx, { address, ...letter })
}

function letterAbout(job: Ended, { publicOrigin }: LinkDoor): LetterInput {
  const startedAt = job.started_at ?? job.created_at
  const { reasons = [], skipped = {} } = job.facts
  return {
    letter: 'system_job',
    values: {
      job: job.name,
      taskId: String(job.task_id),
      status: job.status,
      createdBy: job.created_by,
      startedAt,
      endedAt: job.ended_at,
      runTime: lengthText(job.ended_at.getTime() - startedAt.getTime()),
      counts: [
        ['total', job.planned_total],
        ['change', job.planned_change],
        ['keep', job.planned_keep],
        ['reject', job.planned_reject],
        ['done', job.done_count],
        ['skipped', job.skipped_count],
      ],
      reasons: [...reasons.map(one => [one.reason, one.count] as const), ...Object.entries(skipped)],
      problem: job.error_message ?? '',
      link: publicOrigin === undefined ? '' : `${publicOrigin}/tasks/${job.task_id}`,
    },
  }
}

/** Hours, minutes and seconds: `1:05:09`. */
function lengthText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
