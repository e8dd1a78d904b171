import { sql } from 'kysely'
import type { Reviewer } from '../../contract/access-reviews.ts'
import type { Context } from '../context.ts'
import { listName } from '../fields/name-display.ts'
import { isOneMailbox } from '../letters/addressee.ts'

/** Makes these the reviewers. Whoever stays has been told already; new ones hear of it by the next upkeep. */
export async function saveReviewers(
  ctx: Context,
  reviewId: number,
  reviewerIds: readonly number[],
): Promise<void> {
  const { institutionId } = ctx.institution
  const ids = sql.val(reviewerIds)
  await sql`delete from access_review_reviewer where institution_id = ${institutionId} and review_id = ${reviewId}
    and user_id <> all (${ids}::bigint[])`.execute(ctx.db)
  await sql`insert into access_review_reviewer (institution_id, review_id, user_id)
    select distinct ${institutionId}::integer, ${reviewId}::bigint, user_id from unnest(${ids}::bigint[]) user_id
    on conflict do nothing`.execute(ctx.db)
}

type Row = { user_id: number; primary_id: string; name: string; email: string | null; decided: number }

/** Who decides, where letters reach them, and how many decisions are theirs as things stand. */
export async function readReviewers(ctx: Context, reviewId: number): Promise<Reviewer[]> {
  const { rows } = await sql<Row>`
    select u.user_id, u.primary_id, ${listName(ctx)} as name,
      (select trim(e.value ->> 'address') from jsonb_each(u.contact) e
        where starts_with(e.key, 'email/') and e.value -> 'preferred' = 'true' limit 1) as email,
      (select count(*) from access_review_item i where i.institution_id = v.institution_id
        and i.review_id = v.review_id and i.decided_by_user_id = v.user_id) as decided
    from access_review_reviewer v
    join user_account u on u.institution_id = v.institution_id and u.user_id = v.user_id
    where v.institution_id = ${ctx.institution.institutionId} and v.review_id = ${reviewId}
    order by u.sort_name, u.user_id`.execute(ctx.db)
  return rows.map(row => ({
    userId: row.user_id,
    primaryId: row.primary_id,
    name: row.name,
    decided: row.decided,
    ...(row.email && isOneMailbox(row.email) ? { email: row.email } : {}),
  }))
}
