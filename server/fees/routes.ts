import * as contract from '../../contract/fees.ts'
import type { Routes } from '../http/mount.ts'
import { addFee } from './add-fee.ts'
import { disputeFee } from './dispute-fee.ts'
import { linkFee } from './link-fee.ts'
import { listFees } from './list-fees.ts'
import { listTransactions } from './list-transactions.ts'
import { payFee } from './pay-fee.ts'
import { payFees } from './pay-fees.ts'
import { readFeeLoan } from './read-fee-loan.ts'
import { readFeeSummary } from './read-summary.ts'
import { restoreFee } from './restore-fee.ts'
import { transferFee } from './transfer-fee.ts'
import { waiveFee } from './waive-fee.ts'
import { waiveSelected } from './waive-selected.ts'

/** Fines and fees of one user (features G). */
export const feeRoutes: Routes = mount => {
  mount(contract.listFees, (ctx, { params, query }) => listFees(ctx, { ...params, ...query }))
  mount(contract.readFeeSummary, (ctx, { params, query }) => readFeeSummary(ctx, { ...params, ...query }))
  mount(contract.addFee, (ctx, { params, body }) => addFee(ctx, { ...params, ...body }))
  mount(contract.waiveFee, (ctx, { params, body }) => waiveFee(ctx, { ...params, ...body }))
  mount(contract.waiveFees, (ctx, { params, body }) => waiveSelected(ctx, { ...params, ...body }))
  mount(contract.payFee, (ctx, { params, body }) => payFee(ctx, { ...params, ...body }))
  mount(contract.payFees, (ctx, { params, body }) => payFees(ctx, { ...params, ...body }))
  mount(contract.disputeFee, (ctx, { params, body }) => disputeFee(ctx, { ...params, ...body }))
  mount(contract.restoreFee, (ctx, { params, body }) => restoreFee(ctx, { ...params, ...body }))
  mount(contract.linkFee, (ctx, { params, body }) => linkFee(ctx, { ...params, ...body }))
  mount(contract.transferFee, (ctx, { params, body }) => transferFee(ctx, { ...params, ...body }))
  mount(contract.listFeeTransactions, (ctx, { params }) => listTransactions(ctx, params))
  mount(contract.readFeeLoan, (ctx, { params }) => readFeeLoan(ctx, params))
}
