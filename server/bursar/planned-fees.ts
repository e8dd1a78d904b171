import { sql } from 'kysely'
import type { FeeStatus } from '../../contract/fees.ts'
import type { Context } from '../context.ts'
import { centsOf } from '../fees/money.ts'
import { lockPlannedFees, type PlannedFee } from '../fees/planned-fees.ts'
import type { FeeStep } from '../fees/take-steps.ts'
import type { Chunk } from '../tasks/definition.ts'
import { ofChunk } from '../tasks/outcomes.ts'

/** Locks the fees of the chunk; they must be owed as the plan saw them, to the library or to the bursar. */
export const lockOwedFees = (ctx: Context, chunk: Chunk, status: FeeStatus) =>
  lockPlannedFees(ctx, {
    among: ofChunk(ctx, chunk),
    stands: sql`f.status = ${status} and f.balance = p.balance`,
  })

/** What is owed stays; who collects it changes. */
export const stepTo = (status: FeeStatus, { feeId, balance }: PlannedFee): FeeStep => ({
  feeId,
  amount: centsOf(balance),
  off: 0n,
  status,
})
