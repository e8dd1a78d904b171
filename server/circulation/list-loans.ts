import { sql } from 'kysely'
import type { HoldRequest, Loan } from '../../contract/circulation.ts'
import type { Page } from '../../contract/page.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { requireUser } from '../fields/require-user.ts'
import { isOpenRequest } from '../rules/limits.ts'
import { readLoans } from './read-loans.ts'
import { readRequests } from './read-requests.ts'

export type ListInput = { userId: number; status?: 'active' | 'all'; after?: string; limit?: number }

/** The user's loans, newest first: their own, and those that they fetched as a fulfillment proxy. */
export async function listLoans(ctx: Context, input: ListInput): Promise<Page<Loan>> {
  requirePermission(ctx, 'circulation.view')
  const isWanted = input.status === 'all' ? sql`true` : sql`f.returned_at is null`
  const { where, limit } = pageOf(input, sql.ref('f.loan_id'))
  const rows = await readLoans(ctx, sql`${where} and ${isWanted}`, limit + 1)
  if (rows.length === 0) await requireUser(ctx, input.userId)
  return asPage(rows, limit, loan => loan.loanId)
}

/** The user's requests, likewise. */
export async function listRequests(ctx: Context, input: ListInput): Promise<Page<HoldRequest>> {
  requirePermission(ctx, 'circulation.view')
  const isWanted = input.status === 'all' ? sql`true` : isOpenRequest
  const { where, limit } = pageOf(input, sql.ref('f.request_id'))
  const rows = await readRequests(ctx, sql`${where} and ${isWanted}`, limit + 1)
  if (rows.length === 0) await requireUser(ctx, input.userId)
  return asPage(rows, limit, request => request.requestId)
}

function pageOf({ userId, after, limit = 50 }: ListInput, key: ReturnType<typeof sql.ref>) {
  const behind = after ? sql`${key} < ${readCursor(after, ['number'])[0]}` : sql`true`
  return {
    where: sql`(f.user_id = ${userId} or f.is_shared and f.proxy_id = ${userId}) and ${behind}`,
    limit,
  }
}

function asPage<Row>(rows: Row[], limit: number, keyOf: (row: Row) => number): Page<Row> {
  const items = rows.slice(0, limit)
  return { items, ...(rows.length > limit ? { next: cursorText([keyOf(items.at(-1)!)]) } : {}) }
}
