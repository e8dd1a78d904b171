import { sql } from 'kysely'
import type { TaskStatus } from '../../contract/tasks.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'

export type LockedReview = {
  name: string
  due_on: string
  is_closed: boolean
  task_status: TaskStatus | null
}

/** The review, locked until the end of the transaction, so that it changes while nobody decides; `not_found` if there is none. */
export async function lockReview(ctx: Context, reviewId: number): Promise<LockedReview> {
  const isThis = sql`w.institution_id = ${ctx.institution.institutionId} and w.review_id = ${reviewId}`
  // Locked first and read then: whoever waited sees the job that was made meanwhile, which stands in another table.
  await sql`select from access_review w where ${isThis} for update`.execute(ctx.db)
  const { rows } = await sql<LockedReview>`
    select w.name, w.due_on, w.closed_at is not null as is_closed, t.status as task_status
    from access_review w
    left join task t on t.institution_id = w.institution_id and t.task_id = w.task_id
    where ${isThis}`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'access review', id: reviewId })
  return rows[0]
}

/** Throws `review_applied` if there is a job of its decisions that was not put aside. */
export function refuseApplied({ task_status }: LockedReview): void {
  if (task_status !== null && task_status !== 'cancelled') throw appError('review_applied')
}
