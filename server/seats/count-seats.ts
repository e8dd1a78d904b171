import { sql } from 'kysely'
import { type SeatSummary, seatConcerns } from '../../contract/seats.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { namedRoles } from '../fields/derived-fields.ts'
import { countMatching, matching } from '../filters/select-users.ts'
import { seatFilter } from './seat-filter.ts'

/** How many named users there are, what speaks about them, by which roles, and how many there were month by month. */
export async function summariseSeats(ctx: Context, { days }: { days?: number }): Promise<SeatSummary> {
  requirePermission(ctx, 'seats.view')
  const { seats, ...concerns } = await countConcerns(ctx, days)
  return { seats, concerns, roles: await countRoles(ctx), trend: await readTrend(ctx, seats) }
}

/** All named users, and those with each concern, in one walk. */
async function countConcerns(
  ctx: Context,
  days: number | undefined,
): Promise<SeatSummary['concerns'] & { seats: number }> {
  const counts = await Promise.all(
    seatConcerns.map(async concern => {
      const isMeant = await matching(ctx, seatFilter({ concern, days }))
      return sql`count(*) filter (where ${isMeant}) as ${sql.ref(concern)}`
    }),
  )
  const { rows } = await sql<SeatSummary['concerns'] & { seats: number }>`
    select count(*) as seats, ${sql.join(counts)} from user_account u
    where ${await matching(ctx, seatFilter({}))}`.execute(ctx.db)
  return rows[0]!
}

async function countRoles(ctx: Context): Promise<SeatSummary['roles']> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ role: string; count: number }>`
    select r.role_type as role, count(distinct r.user_id) as count from user_role r
    join user_account u on u.institution_id = r.institution_id and u.user_id = r.user_id
    where r.institution_id = ${institutionId} and r.role_type in (${namedRoles(institutionId)})
      and ${await matching(ctx, seatFilter({}))}
    group by 1 order by 2 desc, 1`.execute(ctx.db)
  return rows
}

/** The last count of each month; this month's is the count of this moment. */
async function readTrend(ctx: Context, seats: number): Promise<SeatSummary['trend']> {
  const month = dateIn(ctx.institution.timeZone, ctx.now()).slice(0, 7)
  const { rows } = await sql<{ month: string; seats: number }>`
    select distinct on (1) to_char(day, 'YYYY-MM') as month, seats from seat_count
    where institution_id = ${ctx.institution.institutionId} and to_char(day, 'YYYY-MM') < ${month}
    order by 1, day desc`.execute(ctx.db)
  return [...rows, { month, seats }]
}

/** Writes down today's count, once a day. */
export async function recordSeats(ctx: Context): Promise<void> {
  const { institutionId, timeZone } = ctx.institution
  const today = dateIn(timeZone, ctx.now())
  const own = sql`institution_id = ${institutionId} and day = ${today}::date`
  const { rows } = await sql`select from seat_count where ${own}`.execute(ctx.db)
  if (rows.length > 0) return
  await sql`insert into seat_count (institution_id, day, seats)
    values (${institutionId}, ${today}, ${await countMatching(ctx, seatFilter({}))})
    on conflict do nothing`.execute(ctx.db)
}

/** Named users as last written down, today or the day before; counted now where they never were. */
export async function lastSeatCount(ctx: Context): Promise<number> {
  const { rows } = await sql<{ seats: number }>`select seats from seat_count
    where institution_id = ${ctx.institution.institutionId} order by day desc limit 1`.execute(ctx.db)
  return rows[0]?.seats ?? (await countMatching(ctx, seatFilter({})))
}
