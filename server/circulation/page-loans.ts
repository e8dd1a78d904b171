import { type RawBuilder, sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { accruedFine } from '../fees/accrued-fine.ts'
import type { OwnerColumns } from './borrower.ts'

/** A loan with all that is known of its item. `fine` is what it has cost by today, if it is overdue. */
export type LoanRow = OwnerColumns & {
  loan_id: number
  primary_id: string | null
  item_id: number | null
  item_barcode: string
  title: string | null
  author: string | null
  description: string | null
  call_number: string | null
  mms_id: string | null
  holding_id: string | null
  location: string | null
  policy: string | null
  library: string | null
  desk: string | null
  return_desk: string | null
  process_status: string
  loaned_at: Date
  due_at: Date
  renewed_at: Date | null
  returned_at: Date | null
  fine: string
}

/** By what loans are sorted; the older one comes first of two that are equal. */
const orders = {
  id: sql`f.loan_id`,
  loan_date: sql`f.loaned_at`,
  due_date: sql`f.due_at`,
  barcode: sql`f.item_barcode`,
  title: sql`f.title`,
  author: sql`f.author`,
  return_date: sql`f.returned_at`,
}
export type LoanOrder = keyof typeof orders
export const loanOrders = Object.keys(orders) as LoanOrder[]

type PageInput = {
  userId: number
  isReturned: boolean
  orderBy: LoanOrder
  isDescending: boolean
  limit: number
  offset: number
}

/** A page of a user's loans, those that the user shares as a fulfillment proxy included, and how many there are in all. */
export async function pageLoans(
  ctx: Context,
  input: PageInput,
): Promise<{ total: number; loans: LoanRow[] }> {
  requirePermission(ctx, 'circulation.view')
  const direction = input.isDescending ? sql`desc` : sql`asc`
  const where = sql`${isOwn(ctx, input.userId)} and f.returned_at is ${input.isReturned ? sql`not null` : sql`null`}`
  const { rows } = await sql<LoanRow & { total: number }>`${selectLoans(ctx, where)}
    order by ${orders[input.orderBy]} ${direction}, f.loan_id ${direction}
    limit ${input.limit} offset ${input.offset}`.execute(ctx.db)
  const isFirst = input.limit > 0 && input.offset === 0
  return { total: rows[0]?.total ?? (isFirst ? 0 : await countLoans(ctx, where)), loans: rows }
}

/** For pages behind the last one, and empty ones. */
async function countLoans(ctx: Context, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from loan f where ${where}`.execute(
    ctx.db,
  )
  return rows[0]!.total
}

/** One of the user's loans, if it is one. */
export async function findLoan(
  ctx: Context,
  { userId, loanId }: { userId: number; loanId: number },
): Promise<LoanRow | undefined> {
  requirePermission(ctx, 'circulation.view')
  const { rows } =
    await sql<LoanRow>`${selectLoans(ctx, sql`${isOwn(ctx, userId)} and f.loan_id = ${loanId}`)}`.execute(
      ctx.db,
    )
  return rows[0]
}

const isOwn = (ctx: Context, userId: number): RawBuilder<boolean> =>
  sql`f.institution_id = ${ctx.institution.institutionId}
    and (f.user_id = ${userId} or f.is_shared and f.proxy_id = ${userId})`

const selectLoans = (ctx: Context, where: RawBuilder<unknown>): RawBuilder<LoanRow> => sql`
  select f.loan_id, f.user_id, f.proxy_id, f.is_shared, u.primary_id, f.item_id, f.item_barcode, f.title, f.author,
    i.description, i.call_number, i.mms_id, i.holding_id, i.location, i.policy, f.library, f.desk, f.return_desk,
    f.process_status, f.loaned_at, f.due_at, f.renewed_at, f.returned_at,
    case when f.returned_at is null and f.due_at < ${ctx.now()} then coalesce(${accruedFine(ctx, sql`f`)}, 0) else 0 end
      ::numeric(14, 2)::text as fine, count(*) over () as total
  from loan f
  left join item i on i.institution_id = f.institution_id and i.item_id = f.item_id
  left join user_account u on u.institution_id = f.institution_id and u.user_id = f.user_id
  where ${where}`
