import { sql } from 'kysely'
import type { readPartners as endpoint } from '../../contract/circulation.ts'
import type { ResponseOf } from '../../contract/endpoint.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { requireUser } from '../fields/require-user.ts'

type Row = { user_id: number; patron_id: number; is_fulfillment: boolean }

/** For whom a user may borrow, and who may borrow for the user; who was removed is left out. */
export async function readPartners(
  ctx: Context,
  { userId }: { userId: number },
): Promise<ResponseOf<typeof endpoint>> {
  requirePermission(ctx, 'circulation.view')
  const { rows } = await sql<Row>`
    select p.user_id, p.patron_id, coalesce(p.fulfillment, false) as is_fulfillment from user_proxy p
    join user_account u on u.institution_id = p.institution_id and u.user_id = p.patron_id
    where p.institution_id = ${ctx.institution.institutionId} and (p.user_id = ${userId} or p.patron_id = ${userId})
    order by p.patron_id, p.user_id`.execute(ctx.db)
  if (rows.length === 0) await requireUser(ctx, userId)
  const partner = (id: number, row: Row) => ({ userId: id, isFulfillment: row.is_fulfillment })
  return {
    sponsors: rows.filter(row => row.user_id === userId).map(row => partner(row.patron_id, row)),
    proxies: rows.filter(row => row.patron_id === userId).map(row => partner(row.user_id, row)),
  }
}
