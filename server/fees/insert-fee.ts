import { sql } from 'kysely'
import { feeTables } from '../../contract/fees.ts'
import type { Context } from '../context.ts'
import type { FoundItem } from './find-item.ts'
import { type Cents, decimalOf } from './money.ts'

export type NewFee = {
  userId: number
  type: string
  /** Without VAT; below 0 for a credit. */
  net: Cents
  owner: string | null
  item?: FoundItem | undefined
  comment?: string | undefined
  desk?: string | undefined
}

/** Writes a new fee with the VAT of its type on top, the user group of now, and the transaction that made it. */
export async function insertFee(ctx: Context, fee: NewFee): Promise<number> {
  const { institutionId } = ctx.institution
  const { item } = fee
  const { rows } = await sql<{ fee_id: number }>`
    with priced as (
      select ${decimalOf(fee.net)}::numeric as net,
        round(${decimalOf(fee.net)}::numeric * coalesce((t.details ->> 'vat_percent')::numeric, 0) / 100, 2) as vat
      from code_value t where t.institution_id = ${institutionId} and t.table_name = ${feeTables.type}
        and t.code = ${fee.type}),
    added as (
      insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, original_vat, owner, comment,
        title, item_barcode, loan_id, user_group, created_at, status_at)
      select ${institutionId}, ${fee.userId}, ${fee.type}, 'ACTIVE', p.net + p.vat, p.net + p.vat, p.vat,
        ${fee.owner}, ${fee.comment?.trim() || null}, ${item?.title ?? null}, ${item?.barcode ?? null},
        ${item?.loan_id ?? null}::bigint, u.user_group, ${ctx.now()}, ${ctx.now()}
      from priced p join user_account u on u.institution_id = ${institutionId} and u.user_id = ${fee.userId}
      returning fee_id, original_amount, original_vat)
    insert into fee_transaction (institution_id, fee_id, kind, amount, vat_amount, desk, created_by, created_at)
    select ${institutionId}, fee_id, 'CREATE', original_amount, original_vat, ${fee.desk ?? null}, ${ctx.actor.name},
      ${ctx.now()} from added
    returning fee_id`.execute(ctx.db)
  return rows[0]!.fee_id
}
