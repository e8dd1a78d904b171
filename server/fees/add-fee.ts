import { sql } from 'kysely'
import { creditType, type Fee, feeTables } from '../../contract/fees.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { ownerOf, wireFee } from './fee-rows.ts'
import { type FoundItem, findItem } from './find-item.ts'
import { insertFee, type NewFee } from './insert-fee.ts'
import { problemsOfEntry } from './judge-entry.ts'
import { judgeOwner } from './judge-owner.ts'
import { holdDebtor, lockFee } from './lock-fees.ts'
import { centsOf, problemOfAmount } from './money.ts'

export type AddInput = {
  userId: number
  type: string
  amount: string
  owner?: string
  itemBarcode?: string
  comment?: string
  desk?: string
}

/** Adds a fee of a type that is made by hand (features G3); a credit is entered above 0 and kept below it. */
export async function addFee(ctx: Context, input: AddInput): Promise<Fee> {
  requirePermission(ctx, 'fees.add')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { isPatron } = await holdDebtor(inner, input.userId)
    if (!isPatron) throw appError('fee_refused', { action: 'add', rule: 'patron_role_needed' })
    const type = await readType(inner, input.type)
    const item = input.itemBarcode ? await findItem(inner, input.userId, input.itemBarcode.trim()) : undefined
    const problems = [
      ...(type?.manual ? [] : [{ field: 'type', rule: type ? 'not_by_hand' : 'unknown_code' }]),
      ...(type ? await judgeOwner(inner, { ...input, ownedBy: type.owner }) : []),
      ...problemsOfText(input, { item, isProgram: ctx.actor.kind === 'key' }),
      ...(await problemsOfEntry(inner, { desk: input.desk })),
    ]
    if (problems.length > 0) throw appError('invalid_values', { problems })
    const feeId = await insertFee(inner, newFee(inner, input, item))
    return wireFee(await lockFee(inner, { userId: input.userId, feeId }))
  })
}

function newFee(ctx: Context, input: AddInput, item: FoundItem | undefined): NewFee {
  const cents = centsOf(input.amount.trim())
  const isCredit = input.type === creditType
  return {
    userId: input.userId,
    type: input.type,
    net: isCredit ? -cents : cents,
    owner: ownerOf(ctx, input.owner),
    item,
    comment: input.comment,
    desk: input.desk,
  }
}

type Found = { item: FoundItem | undefined; isProgram: boolean }

/** People say why somebody has a credit. */
function problemsOfText(
  { amount, type, itemBarcode, comment }: AddInput,
  { item, isProgram }: Found,
): FieldProblem[] {
  const isUnexplained = type === creditType && !comment?.trim() && !isProgram
  return [
    ...[problemOfAmount(amount) ?? []].flat(),
    ...(itemBarcode?.trim() && !item ? [{ field: 'itemBarcode', rule: 'unknown_item' }] : []),
    ...(isUnexplained ? [{ field: 'comment', rule: 'required' }] : []),
  ]
}

type FeeType = { manual: boolean; owner: string | null }

async function readType(ctx: Context, code: string): Promise<FeeType | undefined> {
  const { rows } = await sql<FeeType>`
    select coalesce((details ->> 'manual')::boolean, false) as manual, details ->> 'owner' as owner
    from code_value where institution_id = ${ctx.institution.institutionId} and table_name = ${feeTables.type}
      and code = ${code} and is_enabled`.execute(ctx.db)
  return rows[0]
}
