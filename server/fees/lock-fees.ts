import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { type FeeRow, ofUser, selectFees } from './fee-rows.ts'

/** Keeps the user from being removed meanwhile; somebody who is not there is `not_found`. */
export async function holdDebtor(ctx: Context, userId: number): Promise<{ isPatron: boolean }> {
  const { rows } = await sql<{ isPatron: boolean }>`
    select exists (select from user_role r where r.institution_id = u.institution_id
      and r.user_id = u.user_id and r.role_type = '200' and r.status = 'ACTIVE') as "isPatron"
    from user_account u where u.institution_id = ${ctx.institution.institutionId} and u.user_id = ${userId}
    for key share of u`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'user', id: userId })
  return rows[0]
}

/**
 * The fees with these ids, or all active ones, oldest first and locked until the end of the transaction: whoever writes
 * an amount has seen the last one. A fee that the actor may not see is `not_found`.
 */
export async function lockFees(ctx: Context, userId: number, feeIds?: readonly number[]): Promise<FeeRow[]> {
  await holdDebtor(ctx, userId)
  const where = feeIds ? sql`f.fee_id = any (${sql.val(feeIds)}::bigint[])` : isOwed(ctx.institution)
  // Locked first and read then: what is waived stands in another table, which a single statement would read too early.
  await sql`select from fee f where ${ofUser(ctx, userId)} and ${where} order by f.fee_id for update`.execute(
    ctx.db,
  )
  const { rows } =
    await sql<FeeRow>`${selectFees(ctx, userId, where)} order by f.created_at, f.fee_id`.execute(ctx.db)
  const missing = feeIds?.find(feeId => !rows.some(row => row.fee_id === feeId))
  if (missing !== undefined) throw appError('not_found', { entity: 'fee', id: missing })
  return rows
}

export async function lockFee(ctx: Context, { userId, feeId }: FeeOfUser): Promise<FeeRow> {
  return (await lockFees(ctx, userId, [feeId]))[0]!
}

export type FeeOfUser = { userId: number; feeId: number }
