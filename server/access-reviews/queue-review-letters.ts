import { sql } from 'kysely'
import { addDays, dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import type { LinkDoor } from '../letters/queue-job-letters.ts'
import { queueIfWanted } from '../letters/queue-letter.ts'

/** So many days before the due day reviewers are reminded. */
const reminderDays = 3
const lettersPerRound = 50

type Due = {
  review_id: number
  user_id: number
  letter: 'access_review' | 'access_review_reminder'
  name: string
  due_on: string
  undecided: number
}

/**
 * Writes to people who were named as reviewers, and reminds them before the due day while something is left for them to
 * decide. Letters and marks are one transaction: everybody gets each once, the reminder once for every due day.
 */
export async function queueReviewLetters(ctx: Context, { publicOrigin }: LinkDoor): Promise<void> {
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    for (const due of await takeDue(inner)) {
      const link = publicOrigin === undefined ? '' : `${publicOrigin}/my-reviews/${due.review_id}`
      const values = { review: due.name, dueOn: due.due_on, people: String(due.undecided), link }
      await queueIfWanted(inner, { userId: due.user_id, letter: due.letter, values })
    }
  })
}

/** Whoever was named on that very day has just been told the due day. */
async function takeDue(ctx: Context): Promise<Due[]> {
  const { institutionId, timeZone } = ctx.institution
  const today = dateIn(timeZone, ctx.now())
  const { rows } = await sql<Due>`
    with due as materialized (
      select v.review_id, v.user_id, w.name, w.due_on, n.undecided,
        case when v.notified_at is null then 'access_review' else 'access_review_reminder' end as letter
      from access_review w
      join access_review_reviewer v on v.institution_id = w.institution_id and v.review_id = w.review_id
      cross join lateral (
        select count(*) as undecided from access_review_item i
        where i.institution_id = w.institution_id and i.review_id = w.review_id and i.decision is null
          and i.user_id <> v.user_id) n
      where w.institution_id = ${institutionId} and w.closed_at is null and (v.notified_at is null
        or w.due_on between ${today}::date and ${addDays(today, reminderDays)}::date and n.undecided > 0
          and v.reminded_for is distinct from w.due_on
          and (v.notified_at at time zone ${timeZone})::date < ${today}::date)
      order by v.review_id, v.user_id limit ${lettersPerRound} for update of v skip locked)
    update access_review_reviewer v set notified_at = coalesce(v.notified_at, ${ctx.now()}),
      reminded_for = case when due.letter = 'access_review_reminder' then due.due_on else v.reminded_for end
    from due
    where v.institution_id = ${institutionId} and v.review_id = due.review_id and v.user_id = due.user_id
    returning v.review_id, v.user_id, due.letter, due.name, due.due_on, due.undecided`.execute(ctx.db)
  return rows
}
