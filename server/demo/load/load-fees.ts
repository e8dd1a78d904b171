import { sql } from 'kysely'
import type { Context } from '../../context.ts'
import { addFee } from '../../fees/add-fee.ts'
import { disputeFee } from '../../fees/dispute-fee.ts'
import { payFee } from '../../fees/pay-fee.ts'
import { transferFee } from '../../fees/transfer-fee.ts'
import { waiveFee } from '../../fees/waive-fee.ts'
import type { DemoFee } from '../beyond-sis-types.ts'
import { circulationDesks } from '../institution.ts'

/** Fees of a slice of users, each with the transaction that made it and what was paid of it. */
export async function loadFees(ctx: Context, fees: readonly DemoFee[]): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`
    with made as (
      insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, comment, title, item_barcode,
        owner, user_group, created_at, status_at)
      select u.institution_id, u.user_id, r.type, r.status, r.original_amount, r.balance, r.comment, r.title,
        r.item_barcode, r.owner, u.user_group, r.creation_time, r.status_time
      from jsonb_to_recordset(${JSON.stringify(fees)}::jsonb) as r(primary_id text, type text, status text,
        original_amount numeric, balance numeric, comment text, title text, item_barcode text, owner text,
        creation_time timestamptz, status_time timestamptz)
      join user_account u on u.institution_id = ${institutionId} and u.primary_id = r.primary_id
      returning fee_id, original_amount, balance, created_at, status_at)
    insert into fee_transaction (institution_id, fee_id, kind, amount, payment_method, created_by, created_at)
    select ${institutionId}, m.fee_id, x.kind, x.amount, x.method, 'Carrel', x.at
    from made m cross join lateral (values
      ('CREATE', m.original_amount, null, m.created_at),
      ('PAYMENT', m.original_amount - m.balance, 'CASH', m.status_at)) x(kind, amount, method, at)
    where x.amount <> 0 order by m.fee_id, x.at`.execute(ctx.db)
}

/** How many fees of every kind somebody with overdue loans gets: what one can do with fees, to look at. */
export const shownFees = 9

/** Gives two patrons fees that stand in every way there is, made by the verbs in the course of a year. */
export async function showFees(ctx: Context): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`update institution set settings = settings || '{"overdueFinePerDay": {"*": "0.25", "FACULTY": "0.10"}}'
    where institution_id = ${institutionId}`.execute(ctx.db)
  const { rows } = await sql<{ user_id: number; item_barcode: string; library: string }>`
    select distinct on (u.user_id) u.user_id, l.item_barcode, l.library from user_account u
    join loan l on l.institution_id = u.institution_id and l.user_id = u.user_id and l.returned_at is null
      and l.due_at < ${ctx.now()}
    where u.institution_id = ${institutionId} and u.expiry_date > ${ctx.now()}
      and not exists (select from fee f where f.institution_id = u.institution_id and f.user_id = u.user_id)
      and exists (select from user_role r where r.institution_id = u.institution_id and r.user_id = u.user_id
        and r.role_type = '200' and r.status = 'ACTIVE')
    order by u.user_id, l.loan_id limit 2`.execute(ctx.db)
  for (const { user_id: userId, item_barcode: itemBarcode, library } of rows) {
    await showKinds(ctx, { userId, itemBarcode, library })
  }
}

type Borrower = { userId: number; itemBarcode: string; library: string }

async function showKinds(ctx: Context, { userId, itemBarcode, library }: Borrower): Promise<void> {
  const desk = circulationDesks.find(one => one.library === library)!.code
  const ago = (days: number): Context => ({
    ...ctx,
    now: () => new Date(ctx.now().getTime() - days * 86_400_000),
  })
  const add = async (days: number, type: string, amount: string, more: object = {}) => {
    const { feeId } = await addFee(ago(days), { userId, type, amount, desk, ...more })
    return { userId, feeId, desk }
  }
  const lost = await add(300, 'LOSTITEMREPLACEMENTFEE', '48.99', {
    owner: library,
    comment: 'Lost on a train',
  })
  await payFee(ago(290), { ...lost, method: 'CREDIT_CARD', externalTransactionId: 'POS-20418' })
  await waiveFee(ago(120), {
    ...lost,
    amount: '12.00',
    reason: 'ITEM_FOUND',
    comment: 'It came back, damaged',
  })
  const card = await add(200, 'LIBRARYCARDREPLACEMENT', '15.00')
  await payFee(ago(199), { ...card, amount: '5.00', method: 'CASH' })
  const damaged = await add(90, 'DAMAGEDITEMFINE', '12.50', { owner: library, itemBarcode })
  await waiveFee(ago(80), { ...damaged, amount: '2.50', reason: 'STAFF_ERROR' })
  const billed = await add(70, 'OTHER', '22.40', { comment: 'Interlibrary loan, postage' })
  await transferFee(ago(60), { ...billed, bursarTransactionId: 'BUR-2026-0118' })
  const forgiven = await add(50, 'OTHER', '3.00')
  await waiveFee(ago(40), { ...forgiven, reason: 'GOODWILL' })
  await disputeFee(ago(20), { ...(await add(30, 'OTHER', '7.00')), comment: 'Says the key was returned' })
  await add(15, 'DOCUMENTDELIVERYSERVICE', '8.00')
  await add(5, 'CREDIT', '4.00', { comment: 'Paid twice' })
}
