import { sql } from 'kysely'
import type { Fee } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type ActInput, actOnFee } from './act-on-fee.ts'
import { findItem } from './find-item.ts'
import { takeSteps } from './take-steps.ts'

type LinkInput = ActInput & { itemBarcode: string }

/** Links a fee to an item, whatever it was linked to before (features G4). */
export async function linkFee(ctx: Context, input: LinkInput): Promise<Fee> {
  requirePermission(ctx, 'fees.add')
  return actOnFee(ctx, { action: 'link', ...input }, async (inner, fee) => {
    const item = await findItem(inner, input.userId, input.itemBarcode.trim())
    if (!item)
      throw appError('invalid_values', { problems: [{ field: 'itemBarcode', rule: 'unknown_item' }] })
    const step = { feeId: fee.fee_id, amount: 0n, off: 0n, status: fee.status }
    await takeSteps(inner, { kind: 'LINK', comment: item.barcode, desk: input.desk }, [step])
    await sql`update fee set item_barcode = ${item.barcode}, title = ${item.title}, loan_id = ${item.loan_id}::bigint
      where institution_id = ${ctx.institution.institutionId} and fee_id = ${fee.fee_id}`.execute(inner.db)
  })
}
