import { type RawBuilder, sql } from 'kysely'
import type { openReview as Open, ReviewReport } from '../../contract/access-reviews.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Filter } from '../../contract/filter.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { namedRoles, patronRoleTypes } from '../fields/derived-fields.ts'
import { listName } from '../fields/name-display.ts'
import { parseFilter } from '../filters/parse.ts'
import { matching } from '../filters/select-users.ts'
import { seatFilter } from '../seats/seat-filter.ts'
import { checkTerms } from './check-terms.ts'
import { readReview } from './read-review.ts'
import { saveReviewers } from './reviewers.ts'
import { isEnabledNow } from './seen-roles.ts'

/** Whom a review is about: named users, and whoever else holds a staff role. */
const hasStaffAccess: Filter = {
  or: [
    { field: 'is_named_user', op: 'eq', value: true },
    { field: 'has_staff_role', op: 'eq', value: true },
  ],
}

/** Opens a review: writes down who has staff access by which roles, and names who decides about it (features M7). */
export async function openReview(ctx: Context, input: BodyOf<typeof Open>): Promise<ReviewReport> {
  requirePermission(ctx, 'reviews.manage')
  const population = populationOf(input)
  const name = input.name.trim()
  const problems = await checkTerms(ctx, input)
  if (name === '') problems.unshift({ field: 'name', rule: 'required' })
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const { institutionId } = ctx.institution
  const reviewId = await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { rows } = await sql<{ review_id: number }>`
      insert into access_review (institution_id, name, population, due_on, created_by, created_at)
      values (${institutionId}, ${name}, ${JSON.stringify(population)}::jsonb, ${input.dueOn}, ${ctx.actor.name},
        ${ctx.now()})
      returning review_id`.execute(db)
    const { review_id: id } = rows[0]!
    await saveReviewers(inner, id, input.reviewerIds)
    if ((await listPopulation(inner, id, population)) === 0)
      throw appError('invalid_values', { problems: [{ field: 'population', rule: 'nobody_to_review' }] })
    return id
  })
  return readReview(ctx, reviewId)
}

function populationOf({ population, seats }: BodyOf<typeof Open>): Filter {
  if ((population === undefined) === (seats === undefined))
    throw appError('invalid_input', { problems: [{ field: 'population', rule: 'required' }] })
  return seats ? seatFilter(seats) : parseFilter(population)
}

/** Lists the members of the population in one statement, in the order of names; says how many have staff access. */
async function listPopulation(ctx: Context, reviewId: number, population: Filter): Promise<number> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ listed: number }>`
    with population as materialized (
      select u.user_id, ${await matching(ctx, hasStaffAccess)} as is_listed
      from user_account u where ${await matching(ctx, population)}),
    listed as (
      insert into access_review_item (institution_id, review_id, user_id, primary_id, name, roles, last_login_at)
      select ${institutionId}, ${reviewId}, u.user_id, u.primary_id, ${listName(ctx)}, ${staffRoles(ctx)},
        (select c.last_login_at from credential c where c.institution_id = u.institution_id and c.user_id = u.user_id)
      from population p join user_account u on u.institution_id = ${institutionId} and u.user_id = p.user_id
      where p.is_listed order by u.sort_name, u.user_id
      returning item_id)
    update access_review set left_out = (select count(*) from population where not is_listed)
    where institution_id = ${institutionId} and review_id = ${reviewId}
    returning (select count(*) from listed) as listed`.execute(ctx.db)
  return rows[0]!.listed
}

/** The staff roles of the user `u`, with whether each holds and whether it makes a named user. */
function staffRoles(ctx: Context): RawBuilder<unknown> {
  const { institutionId, code, timeZone } = ctx.institution
  return sql`coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', r.role_type,
        'scope', nullif(r.scope, ${code}), 'isEnabled', ${isEnabledNow(dateIn(timeZone, ctx.now()))},
        'isNamed', r.role_type in (${namedRoles(institutionId)}))) order by r.role_type, r.scope)
      from user_role r where r.institution_id = u.institution_id and r.user_id = u.user_id
        and r.role_type <> all (${sql.val(patronRoleTypes)}::text[])), '[]')`
}
