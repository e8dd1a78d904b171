import { type RawBuilder, sql } from 'kysely'
import type { AccessReview, ReviewReport, ReviewState } from '../../contract/access-reviews.ts'
import type { Page } from '../../contract/page.ts'
import type { TaskStatus } from '../../contract/tasks.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { appError } from '../errors.ts'
import { readReviewers } from './reviewers.ts'

type Row = {
  review_id: number
  name: string
  population: unknown
  left_out: number
  due_on: string
  created_by: string
  created_at: Date
  closed_by: string | null
  closed_at: Date | null
  task_id: number | null
  task_status: TaskStatus | null
  is_undone: boolean
  total: number
  keep: number
  remove_roles: number
  deactivate: number
}

/** Access reviews, newest first. */
export async function listReviews(
  ctx: Context,
  input: { after?: string; limit?: number },
): Promise<Page<AccessReview>> {
  requirePermission(ctx, 'reviews.manage')
  const limit = input.limit ?? 50
  const before = input.after ? sql`w.review_id < ${readCursor(input.after, ['number'])[0]}` : sql`true`
  const rows = await readRows(ctx, sql`${before} order by w.review_id desc limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(row => wireReview(ctx, row))
  return { items, ...(rows.length > limit ? { next: cursorText([items.at(-1)!.reviewId]) } : {}) }
}

/** One review with its progress; `not_found` if there is none. */
export async function readReview(ctx: Context, reviewId: number): Promise<ReviewReport> {
  requirePermission(ctx, 'reviews.manage')
  const [row] = await readRows(ctx, sql`w.review_id = ${reviewId}`)
  if (!row) throw appError('not_found', { entity: 'access review', id: reviewId })
  return {
    review: wireReview(ctx, row),
    population: row.population,
    leftOut: row.left_out,
    reviewers: await readReviewers(ctx, reviewId),
  }
}

async function readRows(ctx: Context, where: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select w.review_id, w.name, w.population, w.left_out, w.due_on, w.created_by, w.created_at, w.closed_by, w.closed_at,
      t.task_id, t.status as task_status, n.*,
      exists (select from task b where b.institution_id = t.institution_id and b.undoes_task_id = t.task_id
        and b.change_set_id is not null) as is_undone
    from access_review w
    left join task t on t.institution_id = w.institution_id and t.task_id = w.task_id
    cross join lateral (
      select count(*) as total, count(*) filter (where decision = 'keep') as keep,
        count(*) filter (where decision = 'remove_roles') as remove_roles,
        count(*) filter (where decision = 'deactivate') as deactivate
      from access_review_item i where i.institution_id = w.institution_id and i.review_id = w.review_id) n
    where w.institution_id = ${ctx.institution.institutionId} and ${where}`.execute(ctx.db)
  return rows
}

function wireReview(ctx: Context, row: Row): AccessReview {
  const { keep, remove_roles, deactivate, total } = row
  const state = stateOf(row)
  return {
    reviewId: row.review_id,
    name: row.name,
    dueOn: row.due_on,
    isOverdue: state === 'open' && row.due_on < dateIn(ctx.institution.timeZone, ctx.now()),
    state,
    total,
    counts: { keep, remove_roles, deactivate, undecided: total - keep - remove_roles - deactivate },
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    ...(row.closed_at && row.closed_by !== null
      ? { closedBy: row.closed_by, closedAt: row.closed_at.toISOString() }
      : {}),
    ...(row.task_id !== null && row.task_status !== null
      ? { task: { taskId: row.task_id, status: row.task_status } }
      : {}),
  }
}

/** A job that was put aside is as none. */
function stateOf({ closed_at, task_status, is_undone }: Row): ReviewState {
  if (closed_at === null) return 'open'
  if (task_status === null || task_status === 'cancelled') return 'closed'
  if (is_undone) return 'undone'
  return task_status === 'completed' ? 'applied' : 'planned'
}
