import { sql } from 'kysely'
import type { HoldRequest } from '../../contract/circulation.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn, isDate } from '../calendar.ts'
import { keepsActivity, noteActivity } from '../changes/activity.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { type Borrower, lockBorrower, ownersOf } from './borrower.ts'
import { requireLibrary } from './desks.ts'
import { type Item, type ItemWanted, itemRefusals, lockItem } from './items.ts'
import { readRequest } from './read-requests.ts'
import { refuse } from './refusals.ts'
import { readStanding } from './standing.ts'

export type RequestInput = ItemWanted & {
  userId: number
  pickupLibrary: string
  comment?: string
  expiresOn?: string
  overrides?: string[]
}

/** Requests an item for a patron; what a fulfillment proxy requests belongs to both. Refused as a loan is. */
export async function placeRequest(ctx: Context, input: RequestInput): Promise<HoldRequest> {
  requirePermission(ctx, 'circulation.work')
  refuseDate(ctx, input.expiresOn)
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await requireLibrary(inner, 'pickupLibrary', input.pickupLibrary)
    const isKept = await keepsActivity(inner)
    const borrower = await lockBorrower(inner, { userId: input.userId })
    const item = await lockItem(inner, input)
    const { patron, refusals } = await readStanding(inner, borrower, 'HOLD')
    refuse([...itemRefusals(inner, item, borrower, 'HOLD'), ...refusals], input.overrides)
    const requestId = await insertRequest(inner, { input, borrower, item, group: patron['user_group'] })
    if (item.loan && ctx.institution.settings.requestsRecallLoans) await recall(inner, item.loan.loan_id)
    await noteActivity(inner, { userIds: ownersOf(borrower), isKept })
    return readRequest(inner, requestId)
  })
}

/** The last day on which somebody wants an item exists, and is not over. */
export function refuseDate(ctx: Context, date: string | undefined): void {
  if (date === undefined) return
  const isPast = date < dateIn(ctx.institution.timeZone, ctx.now())
  const rule = isDate(date) ? isPast && 'date_in_past' : 'not_a_date'
  if (rule) throw appError('invalid_values', { problems: [{ field: 'expiresOn', rule }] })
}

type NewRequest = { input: RequestInput; borrower: Borrower; item: Item; group: unknown }

async function insertRequest(ctx: Context, { input, borrower, item, group }: NewRequest): Promise<number> {
  const { rows } = await sql<{ request_id: number }>`
    insert into request (institution_id, user_id, proxy_id, is_shared, kind, status, item_id, item_barcode, title, author,
      library, pickup_library, comment, expires_on, placed_by, user_group, created_at)
    values (${ctx.institution.institutionId}, ${borrower.patronId}, ${borrower.proxyId ?? null}, ${borrower.isShared},
      'HOLD', 'NOT_STARTED', ${item.itemId}, ${item.barcode}, ${item.title}, ${item.author}, ${item.library},
      ${input.pickupLibrary}, ${input.comment ?? null}, ${input.expiresOn ?? null}, ${ctx.actor.name}, ${group ?? null},
      ${ctx.now()})
    returning request_id`.execute(ctx.db)
  return rows[0]!.request_id
}

async function recall(ctx: Context, loanId: number): Promise<void> {
  await sql`update loan set recalled_at = ${ctx.now()}
    where institution_id = ${ctx.institution.institutionId} and loan_id = ${loanId} and recalled_at is null`.execute(
    ctx.db,
  )
}
