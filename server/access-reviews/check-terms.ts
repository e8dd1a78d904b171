import { sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
import { dateIn, isDate } from '../calendar.ts'
import type { Context } from '../context.ts'

export type Terms = { dueOn?: string; reviewerIds?: readonly number[] }

/** What is wrong with due day and reviewers: the day is not over, and reviewers are people who can sign in. */
export async function checkTerms(ctx: Context, { dueOn, reviewerIds = [] }: Terms): Promise<FieldProblem[]> {
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const { rows } = await sql<{ user_id: number; is_open: boolean }>`
    select user_id, status = 'ACTIVE' and coalesce(expiry_date >= ${today}::date, true) as is_open from user_account
    where institution_id = ${ctx.institution.institutionId}
      and user_id = any (${sql.val(reviewerIds)}::bigint[])`.execute(ctx.db)
  const isOpen = new Map(rows.map(row => [row.user_id, row.is_open]))
  const reviewer = (rule: string) => [{ field: 'reviewerIds', rule }]
  return [
    ...(dueOn !== undefined && !isDate(dueOn) ? [{ field: 'dueOn', rule: 'not_a_date' }] : []),
    ...(dueOn !== undefined && isDate(dueOn) && dueOn < today
      ? [{ field: 'dueOn', rule: 'date_in_past' }]
      : []),
    ...(reviewerIds.some(userId => !isOpen.has(userId)) ? reviewer('unknown_user') : []),
    ...(reviewerIds.some(userId => isOpen.get(userId) === false) ? reviewer('may_not_sign_in') : []),
  ]
}
