import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import { addFee } from '../../fees/add-fee.ts'
import type { Call } from '../call.ts'
import { findUser } from '../find-user.ts'
import type { Answer } from '../operation.ts'
import { textIn } from '../text-in.ts'
import { feeAnswer } from './read-fees.ts'
import { refuseFee } from './refuse-fee.ts'
import { commentWithin } from './said-of-fee.ts'

/** Adds a fee or credit, whose amount is above 0 here, too. What fees are told with else is not read. */
export async function createFee(ctx: Context, call: Call): Promise<Answer> {
  const user = await findUser(ctx, call)
  const body = call.readBody('fee')
  const type = textIn(body['type'])
  if (type === undefined) throw refuseFee('4019991')
  const { feeId } = await addFee(ctx, { userId: user.userId, type, ...sumAndOwner(body) })
  return feeAnswer(ctx, call, { ...user, feeId })
}

function sumAndOwner(body: AlmaTree) {
  const amount = textIn(body['original_amount'])
  if (amount === undefined) throw refuseFee('4019994')
  const owner = textIn(body['owner'])
  if (owner === undefined) throw refuseFee('4019996')
  const itemBarcode = textIn(body['barcode'])
  return {
    amount,
    owner,
    ...(itemBarcode === undefined ? {} : { itemBarcode }),
    ...commentWithin(textIn(body['comment'])),
  }
}
