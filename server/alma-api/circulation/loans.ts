import { changeDueDate } from '../../circulation/change-due-date.ts'
import type { ItemWanted } from '../../circulation/items.ts'
import { lend } from '../../circulation/lend.ts'
import {
  findLoan,
  type LoanOrder,
  type LoanRow,
  loanOrders,
  pageLoans,
} from '../../circulation/page-loans.ts'
import { renew } from '../../circulation/renew.ts'
import { renewableLoans } from '../../circulation/renewable-loans.ts'
import type { Context } from '../../context.ts'
import type { Call, CallQuery } from '../call.ts'
import { findUser } from '../find-user.ts'
import { idIn } from '../id-in.ts'
import { type Answer, listAnswer } from '../operation.ts'
import { refuse } from '../refusal.ts'
import { textIn } from '../text-in.ts'
import { dayIn } from './day-in.ts'
import { loanTrees } from './loan-tree.ts'
import { oneOf } from './one-of.ts'
import { refuseCirculation } from './refuse-circulation.ts'

/** Loans of a user in pages, by default those that are out, the first one first. */
export async function listLoans(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const { query } = call
  const { total, loans } = await pageLoans(ctx, {
    userId,
    isReturned: oneOf(query, 'loan_status', ['ACTIVE', 'COMPLETE']) === 'COMPLETE',
    orderBy: orderIn(query),
    isDescending: oneOf(query, 'direction', ['ASC', 'DESC']) === 'DESC',
    ...query.page(),
  })
  const renewable = query.list('expand').includes('renewable') ? await renewableLoans(ctx, loans) : undefined
  return listAnswer({ root: 'item_loans', name: 'item_loan', total }, await loanTrees(ctx, loans, renewable))
}

function orderIn(query: CallQuery): LoanOrder {
  const name = query.text('order_by') ?? 'id'
  const order = loanOrders.find(one => one === name)
  if (order === undefined) throw refuse('40166410', { name: 'order_by', value: name })
  return order
}

export async function readLoan(ctx: Context, call: Call): Promise<Answer> {
  return loanAnswer(ctx, await loanOf(ctx, call))
}

/** Lends an item that is named by barcode or id, at the desk of the body. */
export async function createLoan(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const item = itemIn(call.query)
  const body = call.readBody('item_loan')
  const desk = textIn(body['circ_desk'])
  if (desk === undefined) throw refuse('401664', { field: 'circ_desk' })
  const ofLibrary = textIn(body['library'])
  if (ofLibrary === undefined) throw refuse('401664', { field: 'library' })
  const { loanId } = await lend(ctx, { ...item, userId, desk, ofLibrary })
  return loanAnswer(ctx, await found(ctx, { userId, loanId }))
}

function itemIn(query: CallQuery): ItemWanted {
  const barcode = query.text('item_barcode')
  if (barcode !== undefined) return { barcode }
  const pid = query.text('item_pid')
  if (pid === undefined) throw refuseCirculation('401672')
  const itemId = idIn(pid)
  if (itemId === undefined) throw refuseCirculation('401651', { why: 'there is no such item' })
  return { itemId }
}

/** `renew` is the only operation there is. */
export async function actOnLoan(ctx: Context, call: Call): Promise<Answer> {
  const op = call.query.text('op') ?? ''
  if (op !== 'renew') throw refuseCirculation('401666', { name: 'op', value: op })
  const { loan_id: loanId, userId } = await loanOf(ctx, call)
  await renew(ctx, { loanId })
  return loanAnswer(ctx, await found(ctx, { userId, loanId }))
}

/** Nothing but the due date is read; loans last to the end of a day, whatever time is given. */
export async function changeLoan(ctx: Context, call: Call): Promise<Answer> {
  const { loan_id: loanId, userId } = await loanOf(ctx, call)
  const given = textIn(call.readBody('item_loan')['due_date'])
  if (given === undefined) throw refuseCirculation('401824')
  const dueDate = dayIn(ctx, given)
  if (dueDate === undefined) throw refuse('40166410', { name: 'due_date', value: given })
  await changeDueDate(ctx, { loanId, dueDate })
  return loanAnswer(ctx, await found(ctx, { userId, loanId }))
}

type OwnLoan = LoanRow & { userId: number }

/** The loan of the path, if it is one of the user's: 401823 if not. */
async function loanOf(ctx: Context, call: Call): Promise<OwnLoan> {
  const { userId } = await findUser(ctx, call)
  const id = call.params['loan_id'] ?? ''
  const loanId = idIn(id)
  if (loanId === undefined) throw refuseCirculation('401823', { id })
  return { ...(await found(ctx, { userId, loanId })), userId }
}

async function found(ctx: Context, own: { userId: number; loanId: number }): Promise<LoanRow> {
  const loan = await findLoan(ctx, own)
  if (!loan) throw refuseCirculation('401823', { id: own.loanId })
  return loan
}

async function loanAnswer(ctx: Context, loan: LoanRow): Promise<Answer> {
  const [tree] = await loanTrees(ctx, [loan])
  return { root: 'item_loan', tree: tree! }
}
