import { sql } from 'kysely'
import type { Context } from '../context.ts'

export type FoundItem = { barcode: string; title: string | null; loan_id: number | null }

/**
 * The item with a barcode, and the user's latest loan of it: fees name the loan that they are about, never somebody else's.
 * Loans that came from another system have items that are not known otherwise.
 */
export async function findItem(
  ctx: Context,
  userId: number,
  barcode: string,
): Promise<FoundItem | undefined> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<FoundItem>`
    select item_barcode as barcode, title, loan_id, 1 as place from loan
    where institution_id = ${institutionId} and user_id = ${userId} and item_barcode = ${barcode}
    union all
    select barcode, title, null, 2 from item where institution_id = ${institutionId} and barcode = ${barcode}
    union all
    select item_barcode, title, null, 3 from loan
    where institution_id = ${institutionId} and item_barcode = ${barcode} and returned_at is null
    order by place, loan_id desc limit 1`.execute(ctx.db)
  return rows[0]
}
