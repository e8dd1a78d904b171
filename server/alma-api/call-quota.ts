import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { lastSeatCount } from '../seats/count-seats.ts'

/** Calls that programs may make; one for the process, which serves one institution (facts: alma-api §4.6). */
export type CallQuota = {
  /** Takes a call, or says why there is none and when to come back. */
  take: (ctx: Context) => Promise<Refusal | undefined>
  /** Calls of a whole day, and those that are left today as far as this process knows. */
  left: (ctx: Context) => Promise<{ allowance: number; remaining: number }>
}

type Refusal = { code: 'PER_SECOND_THRESHOLD' | 'DAILY_THRESHOLD'; retryAfterSeconds: number }

/** Numbers of calls that a process takes from the day at a time, so that few calls write: a thousandth, or at least so many. */
const leastTaken = 100
const callsPerNamedUser = 1000
const leastCallsPerDay = 100_000
const dayMilliseconds = 86_400_000

/**
 * All calls of a UTC day are numbered, whatever process gives the number, and one whose number is beyond the allowance
 * is refused. So nothing goes beyond it, however many processes there are; one that stops takes its unused numbers along.
 */
export function callQuota(): CallQuota {
  const isTooFast = secondLimit()
  let opened: { number: number; day: Promise<Day> } | undefined

  function today(ctx: Context): Promise<Day> {
    const now = ctx.now()
    const number = Math.floor(now.getTime() / dayMilliseconds)
    if (opened?.number !== number) {
      opened = { number, day: openDay(ctx, now.toISOString().slice(0, 10)) }
      opened.day.catch(() => (opened = undefined))
    }
    return opened.day
  }

  return {
    take: async ctx => {
      if (isTooFast(ctx)) return { code: 'PER_SECOND_THRESHOLD', retryAfterSeconds: 1 }
      const day = await today(ctx)
      if (await nextNumber(ctx, day)) return undefined
      return { code: 'DAILY_THRESHOLD', retryAfterSeconds: secondsUntilTomorrow(ctx.now()) }
    },
    left: async ctx => {
      const day = await today(ctx)
      const allowance = allowanceOf(ctx, day)
      const ownLeft = Math.min(day.last, allowance) - day.next + 1
      return { allowance, remaining: Math.max(0, ownLeft) + Math.max(0, allowance - day.taken) }
    },
  }
}

type Day = {
  date: string
  /** Numbers that this process may still give: `next` to `last`. */
  next: number
  last: number
  /** The highest number that any process has, as last seen. */
  taken: number
  namedUsers: number
  /** The statement under way that fetches more numbers. */
  fetching?: Promise<boolean> | undefined
}

async function openDay(ctx: Context, date: string): Promise<Day> {
  const { rows } = await sql<{ calls: number }>`select calls from api_usage
    where institution_id = ${ctx.institution.institutionId} and day = ${date}::date`.execute(ctx.db)
  return { date, next: 1, last: 0, taken: rows[0]?.calls ?? 0, namedUsers: await lastSeatCount(ctx) }
}

/** As the institution says, or as Alma does: a thousand for each named user. */
function allowanceOf({ institution }: Context, { namedUsers }: Day): number {
  return institution.settings.apiCallsPerDay || Math.max(leastCallsPerDay, callsPerNamedUser * namedUsers)
}

/** Gives a number to a call; false: there is none left. */
async function nextNumber(ctx: Context, day: Day): Promise<boolean> {
  const allowance = allowanceOf(ctx, day)
  // More than one round if more calls waited for the numbers than there were.
  while (day.next > day.last) {
    day.fetching ??= fetchNumbers(ctx, day, allowance).finally(() => {
      day.fetching = undefined
    })
    if (!(await day.fetching)) return false
  }
  if (day.next > allowance) return false
  day.next += 1
  return true
}

async function fetchNumbers(ctx: Context, day: Day, allowance: number): Promise<boolean> {
  const many = Math.max(leastTaken, Math.floor(allowance / 1000))
  const { rows } = await sql<{ calls: number }>`
    insert into api_usage as u (institution_id, day, calls)
    values (${ctx.institution.institutionId}, ${day.date}, ${many})
    on conflict on constraint api_usage__pk do update set calls = u.calls + ${many}
      where u.calls < ${allowance}
    returning calls`.execute(ctx.db)
  const taken = rows[0]?.calls
  day.taken = taken ?? Math.max(day.taken, allowance)
  if (taken === undefined) return false
  day.next = taken - many + 1
  day.last = taken
  return true
}

function secondsUntilTomorrow(now: Date): number {
  const tomorrow = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  return Math.ceil((tomorrow - now.getTime()) / 1000)
}

/** Counts the calls of a second, which begins with the first one after the second before. */
function secondLimit(): (ctx: Context) => boolean {
  let second = { from: 0, calls: 0 }
  return ({ now, institution }) => {
    const moment = now().getTime()
    if (Math.abs(moment - second.from) >= 1000) second = { from: moment, calls: 0 }
    if (second.calls >= institution.settings.apiCallsPerSecond) return true
    second.calls += 1
    return false
  }
}
