import { sql } from 'kysely'
import type { Fee } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type ActInput, actOnFee } from './act-on-fee.ts'
import { standNow, takeSteps } from './take-steps.ts'

type TransferInput = ActInput & { bursarTransactionId: string }

/** Marks a fee as transferred to the bursar, who collects it from now on (features G5). */
export async function transferFee(ctx: Context, input: TransferInput): Promise<Fee> {
  requirePermission(ctx, 'fees.transfer')
  const number = input.bursarTransactionId.trim()
  if (number === '') {
    throw appError('invalid_values', { problems: [{ field: 'bursarTransactionId', rule: 'required' }] })
  }
  return actOnFee(ctx, { action: 'transfer', ...input }, async (inner, fee) => {
    const { comment, desk } = input
    await takeSteps(inner, { kind: 'TRANSFER', comment, desk, externalTransactionId: number }, [
      standNow(fee, 'EXPORTED'),
    ])
    await sql`update fee set bursar_transaction_id = ${number}
      where institution_id = ${ctx.institution.institutionId} and fee_id = ${fee.fee_id}`.execute(inner.db)
  })
}
