import { recordForEdit } from '../changes/record-for-edit.ts'
import type { Context } from '../context.ts'
import { changePassword } from '../credentials/change-password.ts'
import { hasPassword, passwordProblems } from '../credentials/password-rules.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'
import { refuseMightier } from '../rules/refuse-mightier.ts'
import { requirePermission } from './require-permission.ts'
import { dropFactor } from './second-factor.ts'

export type SetPasswordInput = { userId: number; password: string; mustChange?: boolean }

/** Staff give somebody a new password (features B6), perhaps to be changed at the next sign-in. Open sessions end. */
export async function setPassword(ctx: Context, input: SetPasswordInput): Promise<void> {
  requirePermission(ctx, 'users.set_password')
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const record = await recordForAccess(inner, input.userId)
    const problems = passwordProblems(input.password, String(record['primary_id']))
    if (problems.length > 0) throw appError('invalid_values', { problems })
    await changePassword(inner, { ...input, source: 'screen' })
  })
}

/** Takes the second factor from somebody who has lost it; whom staff ask for one sets it up at the next sign-in. */
export async function removeFactor(ctx: Context, { userId }: { userId: number }): Promise<void> {
  requirePermission(ctx, 'users.set_password')
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    refuseMightier(inner, await readRecord(inner, userId))
    await dropFactor(inner, userId)
  })
}

/** The record of somebody whose password staff may decide about, locked; it must be an account that has one of ours. */
export async function recordForAccess(ctx: Context, userId: number): Promise<RecordDocument> {
  const record = await readRecord(ctx, userId)
  refuseMightier(ctx, record)
  if (hasPassword(record['account_type'], ctx.institution.settings)) return record
  throw appError('invalid_values', { problems: [{ field: 'password', rule: 'no_password_here' }] })
}

const readRecord = async (ctx: Context, userId: number): Promise<RecordDocument> =>
  (await recordForEdit(ctx, userId)).document
