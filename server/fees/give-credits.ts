import { sql } from 'kysely'
import { creditType } from '../../contract/fees.ts'
import type { Context } from '../context.ts'
import { decimalOf } from './money.ts'
import type { WaivedAmount } from './take-waivers.ts'

type Said = { comment: string | undefined; desk: string | undefined }

/** Gives back what was waived of fees that were paid or transferred: credits with the item and the share of VAT of the fee. */
export async function giveCredits(
  ctx: Context,
  waived: readonly WaivedAmount[],
  { comment, desk }: Said,
): Promise<void> {
  const { institutionId } = ctx.institution
  const rows = waived.map(({ fee, cents }) => ({ fee_id: fee.fee_id, amount: decimalOf(cents) }))
  await sql`
    with added as (
      insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, original_vat, owner, comment,
        title, item_barcode, loan_id, user_group, created_at, status_at)
      select f.institution_id, f.user_id, ${creditType}, 'ACTIVE', -g.amount, -g.amount,
        -round(f.original_vat * g.amount / f.original_amount, 2), f.owner, ${comment?.trim() || null}, f.title,
        f.item_barcode, f.loan_id, f.user_group, ${ctx.now()}, ${ctx.now()}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(fee_id bigint, amount numeric)
      join fee f on f.institution_id = ${institutionId} and f.fee_id = g.fee_id
      returning fee_id, original_amount, original_vat)
    insert into fee_transaction (institution_id, fee_id, kind, amount, vat_amount, desk, created_by, created_at)
    select ${institutionId}, fee_id, 'CREATE', original_amount, original_vat, ${desk ?? null}, ${ctx.actor.name},
      ${ctx.now()} from added`.execute(ctx.db)
}
