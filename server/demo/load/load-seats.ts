import { sql } from 'kysely'
import { dateIn } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import { recordSeats } from '../../seats/count-seats.ts'

/** How many more named users there were at the end of each month before, the last first: temporary staff of autumns. */
const formerly = [4, 19, 17, 6, 3, 5, 9, 8, 11, 14, 31, 28]

/** A year of counted seats, and today's. */
export async function loadSeats(ctx: Context): Promise<void> {
  await recordSeats(ctx)
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  await sql`insert into seat_count (institution_id, day, seats)
    select c.institution_id, (date_trunc('month', ${today}::date) - make_interval(months => f.ago::integer - 1, days => 1))::date,
      c.seats + f.more
    from seat_count c cross join unnest(${formerly}::integer[]) with ordinality f(more, ago)
    where c.institution_id = ${ctx.institution.institutionId} and c.day = ${today}::date`.execute(ctx.db)
}
