import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { administrators } from '../fields/administrators.ts'

type Count = { lasting: number; all: number }

/**
 * Runs `write`, and throws `last_administrator` if it leaves nobody who administers the institution, or nobody without an
 * end where there was somebody: everybody would be locked out, now or on that day. Writers who leave fewer than there were
 * take turns, so that two of them never remove the last two.
 */
export async function keepingAdministrator<T>(ctx: Context, write: () => Promise<T>): Promise<T> {
  const before = await countAdministrators(ctx)
  const written = await write()
  if (isLess(await countAdministrators(ctx), before)) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`administrators:${ctx.institution.institutionId}`}, 0))`.execute(
      ctx.db,
    )
    const after = await countAdministrators(ctx)
    const isLost = (kind: keyof Count) => before[kind] > 0 && after[kind] === 0
    if (isLost('lasting') || isLost('all')) throw appError('last_administrator')
  }
  return written
}

const isLess = (one: Count, other: Count) => one.lasting < other.lasting || one.all < other.all

async function countAdministrators(ctx: Context): Promise<Count> {
  const { institutionId, timeZone } = ctx.institution
  const scope = { institutionId, today: dateIn(timeZone, ctx.now()) }
  const { rows } = await sql<Count>`
    select (select count(distinct user_id) from (${administrators(scope, { isLasting: true })}) l) as lasting,
      (select count(distinct user_id) from (${administrators(scope, { isLasting: false })}) a) as "all"`.execute(
    ctx.db,
  )
  return rows[0]!
}
