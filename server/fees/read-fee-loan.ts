import { sql } from 'kysely'
import type { FeeLoan } from '../../contract/fees.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { given, ofUser } from './fee-rows.ts'
import type { FeeOfUser } from './lock-fees.ts'

type Row = {
  item_barcode: string
  title: string | null
  library: string | null
  loaned_at: Date
  due_at: Date
  returned_at: Date | null
}

/** The loan that a fee is about (features G4). */
export async function readFeeLoan(ctx: Context, { userId, feeId }: FeeOfUser): Promise<FeeLoan> {
  requirePermission(ctx, 'fees.view')
  const { rows } = await sql<Row>`
    select l.item_barcode, l.title, l.library, l.loaned_at, l.due_at, l.returned_at
    from fee f join loan l on l.institution_id = f.institution_id and l.loan_id = f.loan_id
    where ${ofUser(ctx, userId)} and f.fee_id = ${feeId}`.execute(ctx.db)
  const loan = rows[0]
  if (!loan) throw appError('not_found', { entity: 'loan', id: feeId })
  return {
    itemBarcode: loan.item_barcode,
    loanedAt: loan.loaned_at.toISOString(),
    dueAt: loan.due_at.toISOString(),
    ...given('title', loan.title),
    ...given('library', loan.library),
    ...given('returnedAt', loan.returned_at?.toISOString()),
  }
}
