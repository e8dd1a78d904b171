import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { Seat, seatOrders } from '../../contract/seats.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { namedRoles } from '../fields/derived-fields.ts'
import { listName } from '../fields/name-display.ts'
import { matching } from '../filters/select-users.ts'
import { type SeatSelection, seatFilter } from './seat-filter.ts'

export type SeatsInput = SeatSelection & {
  order?: (typeof seatOrders)[number]
  after?: string
  limit?: number
}

type Row = {
  user_id: number
  primary_id: string
  name: string
  user_group: string | null
  expiry_date: string | null
  purge_date: string | null
  account_purpose: string | null
  last_patron_activity_date: string | null
  last_login_at: Date | null
  is_protected: boolean
  roles: Seat['roles']
  sort_value: string
}

/** Whoever never signed in comes first. */
const orders: Record<(typeof seatOrders)[number], RawBuilder<unknown>> = {
  name: sql`u.sort_name`,
  last_login: sql`to_char(coalesce(c.last_login_at, '-infinity') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
}

/** Named users, with the roles because of which they count. */
export async function listSeats(ctx: Context, input: SeatsInput): Promise<Page<Seat>> {
  requirePermission(ctx, 'seats.view')
  const limit = input.limit ?? 50
  const order = orders[input.order ?? 'name']
  const [value, userId] = input.after ? readCursor(input.after, ['string', 'number']) : []
  const behind =
    value === undefined ? sql`true` : sql`(coalesce(${order}, ''), u.user_id) > (${value}, ${userId})`
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const { institutionId } = ctx.institution
  const isProtected = await matching(ctx, { field: 'is_protected', op: 'eq', value: true })
  const { rows } = await sql<Row>`
    select u.user_id, u.primary_id, ${listName(ctx)} as name, u.user_group, u.expiry_date, u.purge_date,
      u.account_purpose, u.last_patron_activity_date, c.last_login_at, ${isProtected} as is_protected,
      coalesce(${order}, '') as sort_value,
      (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', r.role_type,
          'scope', nullif(r.scope, ${ctx.institution.code}), 'isEnabled',
          r.status = 'ACTIVE' and coalesce(r.expiry_date >= ${today}, true))) order by r.role_type, r.scope)
        from user_role r where r.institution_id = u.institution_id and r.user_id = u.user_id
          and r.role_type in (${namedRoles(institutionId)})) as roles
    from user_account u
    left join credential c on c.institution_id = u.institution_id and c.user_id = u.user_id
    where ${await matching(ctx, seatFilter(input))} and ${behind}
    order by coalesce(${order}, ''), u.user_id limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(wireSeat),
    ...(rows.length > limit && last ? { next: cursorText([last.sort_value, last.user_id]) } : {}),
  }
}

function wireSeat(row: Row): Seat {
  return {
    userId: row.user_id,
    primaryId: row.primary_id,
    name: row.name,
    isProtected: row.is_protected,
    roles: row.roles,
    ...(row.user_group ? { userGroup: row.user_group } : {}),
    ...(row.expiry_date ? { expiryDate: row.expiry_date } : {}),
    ...(row.purge_date ? { purgeDate: row.purge_date } : {}),
    ...(row.account_purpose ? { purpose: row.account_purpose } : {}),
    ...(row.last_login_at ? { lastLogin: row.last_login_at.toISOString() } : {}),
    ...(row.last_patron_activity_date ? { lastActivity: row.last_patron_activity_date } : {}),
  }
}
