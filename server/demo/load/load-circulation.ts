import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import type { DemoActivity } from '../beyond-sis-types.ts'
import { network } from '../institution.ts'

const rowsOf = (list: readonly unknown[]) => sql`jsonb_to_recordset(${JSON.stringify(list)}::jsonb)`

/** Items of a slice of users, with the loans and requests that they are in. */
export async function loadCirculation(ctx: Context, { loans, requests }: DemoActivity): Promise<void> {
  const { institutionId } = ctx.institution
  const joined = sql`join user_account u on u.institution_id = ${institutionId} and u.primary_id = r.primary_id
    join item i on i.institution_id = ${institutionId} and i.barcode = r.item_barcode`
  const own = loans.map(loan => ({ ...loan, partner: null }))
  const others = requests.map(one => ({
    ...one,
    partner: one.is_resource_sharing ? network.members[0].code : null,
  }))
  await sql`insert into item (institution_id, barcode, title, author, call_number, library, partner)
    select ${institutionId}, item_barcode, title, author, call_number, library, partner
    from ${rowsOf([...own, ...others])} as r(item_barcode text, title text, author text, call_number text, library text,
      partner text)`.execute(ctx.db)
  await sql`insert into loan (institution_id, user_id, item_id, item_barcode, title, author, library, desk, process_status,
      loaned_at, due_at, user_group)
    select u.institution_id, u.user_id, i.item_id, i.barcode, i.title, i.author, i.library, r.circ_desk, r.process_status,
      r.loan_date, r.due_date, u.user_group
    from ${rowsOf(loans)} as r(primary_id text, item_barcode text, circ_desk text, process_status text,
      loan_date timestamptz, due_date timestamptz) ${joined}`.execute(ctx.db)
  await sql`insert into request (institution_id, user_id, kind, status, item_id, item_barcode, title, author, library,
      pickup_library, expires_on, shelved_at, shelf_until, user_group, created_at)
    select u.institution_id, u.user_id, r.request_type, r.request_status, i.item_id, i.barcode, i.title, i.author, i.library,
      r.pickup_location_library, r.expiry_date, case when is_shelved then ${ctx.now()}::timestamptz end,
      case when is_shelved then r.expiry_date end, u.user_group, r.request_time
    from ${rowsOf(requests)} as r(primary_id text, item_barcode text, request_type text, request_status text,
      pickup_location_library text, request_time timestamptz, expiry_date date) ${joined}
    cross join lateral (select r.request_status = 'ON_HOLD_SHELF') s(is_shelved)`.execute(ctx.db)
}
