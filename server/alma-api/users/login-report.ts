import { type RawBuilder, sql } from 'kysely'
import { requirePermission } from '../../access/require-permission.ts'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { addDays, isDate } from '../../calendar.ts'
import type { Context } from '../../context.ts'
import type { Call, CallQuery } from '../call.ts'
import { type Answer, listAnswer } from '../operation.ts'
import { refuse } from '../refusal.ts'
import { timeText } from '../time-text.ts'

/** Sign-ins of staff in the last year, newest first. The schema of Alma's answer is not known (facts: alma-api §9). */
export async function readLoginReport(ctx: Context, { query }: Call): Promise<Answer> {
  requirePermission(ctx, 'users.view')
  const { limit, offset } = query.page((name, value) => malformed(name, value))
  const events = eventsOf(ctx, query)
  const { rows } = await sql<Row>`
    select e.*, count(*) over () as total from (${events}) e
    order by at desc, user_id limit ${limit} offset ${offset}`.execute(ctx.db)
  const total = rows[0]?.total ?? (await countOf(ctx, events))
  return listAnswer({ root: 'login_events', name: 'login_event', total }, rows.map(treeOf))
}

type Row = {
  at: Date
  primary_id: string
  full_name: string
  is_successful: boolean
  address: string | null
  browser: string | null
  total: number
}

/** Of a page without rows, behind the end. */
async function countOf(ctx: Context, events: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from (${events}) e`.execute(ctx.db)
  return rows[0]!.total
}

const treeOf = (row: Row): AlmaTree => ({
  primary_id: row.primary_id,
  full_name: row.full_name,
  login_date: timeText(row.at),
  successful: row.is_successful,
  ip_address: row.address,
  browser: row.browser,
})

const malformed = (name: string, value: string) =>
  refuse('402119', { reason: `${name} is not valid: ${value}` })

/** What `successful` asks for. */
const outcomes: Readonly<Record<string, RawBuilder<boolean>>> = {
  true: sql`e.is_successful`,
  all: sql`true`,
  'failed-login-attempts': sql`not e.is_successful`,
}

function eventsOf(ctx: Context, query: CallQuery): RawBuilder<unknown> {
  const asked = query.text('successful')?.toLowerCase() ?? 'true'
  const isAsked = outcomes[asked]
  if (isAsked === undefined) throw malformed('successful', asked)
  const { institutionId, timeZone } = ctx.institution
  const from = dayOf(query, 'login_date_from') ?? '-infinity'
  const last = dayOf(query, 'login_date_to')
  const end = last === undefined ? 'infinity' : addDays(last, 1)
  return sql`select e.*, u.primary_id, concat_ws(' ', u.first_name, u.middle_name, u.last_name) as full_name
    from sign_in_event e
    join user_account u on u.institution_id = ${institutionId} and u.user_id = e.user_id
    where e.institution_id = ${institutionId} and e.at >= ${from}::timestamp at time zone ${timeZone}
      and e.at < ${end}::timestamp at time zone ${timeZone} and ${isAsked}`
}

function dayOf(query: CallQuery, name: string): string | undefined {
  const given = query.text(name)?.replace(/Z$/i, '')
  if (given !== undefined && !isDate(given)) throw malformed(name, given)
  return given
}
