import { sql } from 'kysely'
import type { Fee } from '../../contract/fees.ts'
import type { Page } from '../../contract/page.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { cursorText, readCursor } from '../db/cursor.ts'
import { requireUser } from '../fields/require-user.ts'
import { type FeeFilter, type FeeRow, filteredBy, selectFees, wireFee } from './fee-rows.ts'

type ListInput = FeeFilter & { userId: number; after?: string; limit?: number }

/** The fees of one user, newest first (features G2). */
export async function listFees(ctx: Context, input: ListInput): Promise<Page<Fee>> {
  requirePermission(ctx, 'fees.view')
  const limit = input.limit ?? 50
  const after = input.after ? readCursor(input.after, ['number']) : null
  const behind = after
    ? sql`(f.created_at, f.fee_id) < (select a.created_at, a.fee_id from fee a
        where a.institution_id = f.institution_id and a.user_id = f.user_id and a.fee_id = ${after[0]})`
    : sql`true`
  const where = sql`${filteredBy(ctx, input)} and ${behind}`
  const { rows } = await sql<FeeRow>`${selectFees(ctx, input.userId, where)}
    order by f.created_at desc, f.fee_id desc limit ${limit + 1}`.execute(ctx.db)
  if (rows.length === 0) await requireUser(ctx, input.userId)
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(wireFee),
    ...(rows.length > limit ? { next: cursorText([shown.at(-1)!.fee_id]) } : {}),
  }
}
