import { type RawBuilder, sql } from 'kysely'
import type { Loan } from '../../contract/circulation.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { OwnerColumns } from './borrower.ts'

type Row = OwnerColumns & {
  loan_id: number
  item_id: number | null
  item_barcode: string
  title: string | null
  author: string | null
  call_number: string | null
  library: string | null
  desk: string | null
  process_status: string
  loaned_at: Date
  due_at: Date
  is_overdue: boolean
  renewals: number
  renewed_at: Date | null
  recalled_at: Date | null
  returned_at: Date | null
  return_desk: string | null
}

/** Loans `f`, newest first. */
export async function readLoans(ctx: Context, where: RawBuilder<unknown>, limit: number): Promise<Loan[]> {
  const { rows } = await sql<Row>`
    select f.loan_id, f.user_id, f.proxy_id, f.is_shared, f.item_id, f.item_barcode, f.title, f.author, i.call_number,
      f.library, f.desk, f.process_status, f.loaned_at, f.due_at, f.returned_at is null and f.due_at < ${ctx.now()} as is_overdue,
      f.renewals, f.renewed_at, f.recalled_at, f.returned_at, f.return_desk
    from loan f left join item i on i.institution_id = f.institution_id and i.item_id = f.item_id
    where f.institution_id = ${ctx.institution.institutionId} and ${where}
    order by f.loan_id desc limit ${limit}`.execute(ctx.db)
  return rows.map(wireLoan)
}

/** One loan; throws `not_found`. */
export async function readLoan(ctx: Context, loanId: number): Promise<Loan> {
  const [loan] = await readLoans(ctx, sql`f.loan_id = ${loanId}`, 1)
  if (!loan) throw appError('not_found', { entity: 'loan', id: loanId })
  return loan
}

function wireLoan(row: Row): Loan {
  return {
    loanId: row.loan_id,
    isShared: row.is_shared,
    barcode: row.item_barcode,
    processStatus: row.process_status,
    loanedAt: row.loaned_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    isOverdue: row.is_overdue,
    renewals: row.renewals,
    ...known({
      userId: row.user_id,
      proxyId: row.proxy_id,
      itemId: row.item_id,
      title: row.title,
      author: row.author,
      callNumber: row.call_number,
      library: row.library,
      desk: row.desk,
      renewedAt: row.renewed_at?.toISOString() ?? null,
      recalledAt: row.recalled_at?.toISOString() ?? null,
      returnedAt: row.returned_at?.toISOString() ?? null,
      returnDesk: row.return_desk,
    }),
  }
}

/** Without what is not known. */
export const known = <T extends Record<string, unknown>>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
