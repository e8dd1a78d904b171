import type { Operation } from '../operation.ts'
import { actOnFee, payAllFees } from './act-on-fee.ts'
import { createFee } from './create-fee.ts'
import { listFees, readFee } from './read-fees.ts'
import { refusalOfFee, refusalOfNewFee } from './refuse-fee.ts'
import { listFeeTransactions } from './transactions-report.ts'

const fees = '/users/:user_id/fees'

/** Fines and fees of a user, and what was paid of those of everybody (facts: alma-api §2.12, §3.9). */
export const feeOperations: readonly Operation[] = [
  { method: 'GET', path: fees, area: 'users', run: listFees },
  { method: 'POST', path: fees, area: 'users', run: createFee, refusalOf: refusalOfNewFee },
  { method: 'POST', path: `${fees}/all`, area: 'users', run: payAllFees, refusalOf: refusalOfFee },
  { method: 'GET', path: `${fees}/:fee_id`, area: 'users', run: readFee },
  { method: 'POST', path: `${fees}/:fee_id`, area: 'users', run: actOnFee, refusalOf: refusalOfFee },
  {
    method: 'GET',
    path: '/conf/utilities/fee-transactions',
    area: 'configuration',
    run: listFeeTransactions,
  },
]
