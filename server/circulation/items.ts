import { sql } from 'kysely'
import type { Refusal } from '../../contract/circulation.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type Borrower, ownersOf, ownersOfRow } from './borrower.ts'
import { refusalOf } from './refusals.ts'

type Owner = { user_id: number | null; proxy_id: number | null; is_shared: boolean }

/** An item as it stands, locked until the transaction ends. */
export type Item = {
  itemId: number
  barcode: string
  title: string
  author: string | null
  library: string
  status: 'AVAILABLE' | 'NOT_LOANABLE' | 'MISSING'
  partner: string | null
  /** Whose it is now. */
  loan?: Owner & { loan_id: number }
  /** Open requests, that on the shelf first, then the oldest. */
  requests: (Owner & { request_id: number; status: string })[]
}

/** Which item is meant. */
export type ItemWanted = { barcode: string } | { itemId: number }

/**
 * Locks one item, by its id or barcode, after the people concerned. Its loan and requests are read by a second statement:
 * the first may have waited, and would show them as they were before. Throws `not_found`.
 */
export async function lockItem(ctx: Context, wanted: ItemWanted): Promise<Item> {
  const { institutionId } = ctx.institution
  const by = 'itemId' in wanted ? { itemId: wanted.itemId } : { barcode: wanted.barcode.trim() }
  const isWanted = 'itemId' in by ? sql`item_id = ${by.itemId}` : sql`barcode = ${by.barcode}`
  const { rows } = await sql<Omit<Item, 'loan' | 'requests'>>`
    select item_id as "itemId", barcode, title, author, library, status, partner from item
    where institution_id = ${institutionId} and ${isWanted} for update`.execute(ctx.db)
  const item = rows[0]
  if (!item) throw appError('not_found', { entity: 'item', ...by })
  const owner = sql`user_id, proxy_id, is_shared`
  const loans = await sql<NonNullable<Item['loan']>>`select loan_id, ${owner} from loan
    where institution_id = ${institutionId} and item_id = ${item.itemId} and returned_at is null`.execute(
    ctx.db,
  )
  const requests = await sql<Item['requests'][number]>`select request_id, status, ${owner} from request
    where institution_id = ${institutionId} and item_id = ${item.itemId}
      and status in ('NOT_STARTED', 'IN_PROCESS', 'ON_HOLD_SHELF')
    order by status <> 'ON_HOLD_SHELF', request_id`.execute(ctx.db)
  return { ...item, ...(loans.rows[0] ? { loan: loans.rows[0] } : {}), requests: requests.rows }
}

/** Whether a loan or request is one of theirs. */
export const isOf = (borrower: Borrower, row: Owner): boolean =>
  ownersOfRow(row).some(userId => ownersOf(borrower).includes(userId))

/** What about the item itself forbids lending or requesting it. */
export function itemRefusals(
  ctx: Context,
  item: Item,
  borrower: Borrower,
  action: 'LOAN' | 'HOLD',
): Refusal[] {
  const obstacles: Parameters<typeof refusalOf>[1][] = []
  const shelved = item.requests.find(one => one.status === 'ON_HOLD_SHELF')
  if (item.loan && isOf(borrower, item.loan)) obstacles.push({ kind: 'has_it_already', overridable: 'NONE' })
  else if (item.loan && action === 'LOAN') obstacles.push({ kind: 'item_lent', overridable: 'NONE' })
  if (action === 'LOAN' && shelved && !isOf(borrower, shelved))
    obstacles.push({ kind: 'item_waits_for_other', overridable: 'CIRCDESC' })
  if (action === 'HOLD' && item.requests.some(one => isOf(borrower, one)))
    obstacles.push({ kind: 'requested_already', overridable: 'NONE' })
  if (item.status === 'NOT_LOANABLE') obstacles.push({ kind: 'item_not_loanable', overridable: 'OPERATOR' })
  if (item.status === 'MISSING') obstacles.push({ kind: 'item_missing', overridable: 'OPERATOR' })
  return obstacles.map(obstacle => refusalOf(ctx, obstacle))
}
