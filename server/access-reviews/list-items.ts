import { type RawBuilder, sql } from 'kysely'
import type { Decision, ReviewedRole, ReviewItem } from '../../contract/access-reviews.ts'
import type { Page } from '../../contract/page.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { readReview } from './read-review.ts'

export type ItemsInput = {
  reviewId: number
  decision?: Decision | 'undecided'
  after?: string
  limit?: number
}

type Row = {
  item_id: number
  user_id: number | null
  primary_id: string | null
  name: string | null
  roles: Omit<ReviewedRole, 'label'>[]
  last_login_at: Date | null
  is_protected: boolean
  decision: Decision | null
  note: string | null
  decided_by: string | null
  decided_at: Date | null
  outcome: NonNullable<ReviewItem['outcome']> | null
  reasons: string[]
}

/** Everybody under review, with the decisions and what the job made of them. */
export async function listReviewItems(ctx: Context, input: ItemsInput): Promise<Page<ReviewItem>> {
  requirePermission(ctx, 'reviews.manage')
  await readReview(ctx, input.reviewId)
  return readItems(ctx, input)
}

/** A page of items in the order of names. Checks nothing: callers know that the actor may see the review. */
export async function readItems(ctx: Context, input: ItemsInput): Promise<Page<ReviewItem>> {
  const limit = input.limit ?? 50
  const conditions: RawBuilder<unknown>[] = [sql`i.review_id = ${input.reviewId}`]
  if (input.after) conditions.push(sql`i.item_id > ${readCursor(input.after, ['number'])[0]}`)
  if (input.decision) conditions.push(isDecided(input.decision))
  const rows = await readRows(
    ctx,
    sql`${sql.join(conditions, sql` and `)} order by i.item_id limit ${limit + 1}`,
  )
  const wire = await wiring(ctx)
  const items = rows.slice(0, limit).map(wire)
  return { items, ...(rows.length > limit ? { next: cursorText([items.at(-1)!.itemId]) } : {}) }
}

const isDecided = (decision: Decision | 'undecided') =>
  decision === 'undecided' ? sql`i.decision is null` : sql`i.decision = ${decision}`

const protection = { field: 'is_protected', op: 'eq', value: true } as const

/** Condition on `u`: a protected account, which can only be kept (features M6). */
export const isProtected = async (ctx: Context): Promise<RawBuilder<boolean>> =>
  compileFilter(protection, await scopeFor(ctx, protection))

async function readRows(ctx: Context, where: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select i.item_id, i.user_id, i.primary_id, i.name, i.roles, i.last_login_at, i.decision, i.note, i.decided_by,
      i.decided_at, coalesce(${await isProtected(ctx)}, false) as is_protected, coalesce(o.result, o.outcome) as outcome,
      coalesce(o.reasons, '{}') || coalesce(o.result_reasons, '{}') as reasons
    from access_review_item i
    join access_review w on w.institution_id = i.institution_id and w.review_id = i.review_id
    left join user_account u on u.institution_id = i.institution_id and u.user_id = i.user_id
    left join task t on t.institution_id = w.institution_id and t.task_id = w.task_id and t.status <> 'cancelled'
    left join task_outcome o on o.institution_id = t.institution_id and o.task_id = t.task_id and o.user_id = i.user_id
    where i.institution_id = ${ctx.institution.institutionId} and ${where}`.execute(ctx.db)
  return rows
}

async function wiring(ctx: Context): Promise<(row: Row) => ReviewItem> {
  const { 'HFrUserRoles.roleType': types = [] } = await readCodeTables(ctx)
  const labels = new Map(types.map(({ code, label }) => [code, label]))
  const self = ctx.actor.kind === 'staff' ? ctx.actor.userId : null
  return row => ({
    itemId: row.item_id,
    roles: row.roles.map(one => ({ ...one, label: labels.get(one.role) ?? one.role })),
    isProtected: row.is_protected,
    isOwn: row.user_id !== null && row.user_id === self,
    reasons: row.reasons,
    ...(row.user_id === null ? {} : { userId: row.user_id }),
    ...(row.primary_id === null ? {} : { primaryId: row.primary_id }),
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.last_login_at ? { lastLogin: row.last_login_at.toISOString() } : {}),
    ...(row.decision === null ? {} : { decision: row.decision }),
    ...(row.note === null ? {} : { note: row.note }),
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at ? { decidedAt: row.decided_at.toISOString() } : {}),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
  })
}
