import { sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { changePassword } from '../credentials/change-password.ts'
import { hasPassword, passwordProblems } from '../credentials/password-rules.ts'
import { isPassword } from '../credentials/passwords.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { actorOfUser } from './actor-of-session.ts'
import { type Ticket, takeTicket } from './tickets.ts'

type Choice = { userId: number; password: string; keepSession?: Buffer }

/** A new password, as a step of signing in or with a mailed link; gives what has been shown by it. */
export async function choosePassword(
  ctx: Context,
  { ticket: token, password }: { ticket: string; password: string },
): Promise<Pick<Ticket, 'userId' | 'proof' | 'hasSecondFactor'>> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const ticket = await takeTicket(inner, token, ['change_password', 'reset_password'])
    await replacePassword(inner, { userId: ticket.userId, password })
    return ticket
  })
}

/** People replace their own password, in the transaction of `ctx.db`: by one that obeys the rules and is another one. */
export async function replacePassword(ctx: Context, choice: Choice): Promise<void> {
  const { userId, password } = choice
  const actor = await actorOfUser(ctx, userId)
  if (actor === undefined) throw appError('ticket_invalid')
  const { rows } = await sql<{ account_type: string; password_hash: string | null }>`
    select a.account_type, c.password_hash from user_account a
    left join credential c on c.institution_id = a.institution_id and c.user_id = a.user_id
    where a.institution_id = ${ctx.institution.institutionId} and a.user_id = ${userId}`.execute(ctx.db)
  const { account_type: accountType, password_hash: stored } = rows[0]!
  if (!hasPassword(accountType, ctx.institution.settings)) throw appError('ticket_invalid')
  const problems: FieldProblem[] = passwordProblems(password, actor.primaryId)
  if (problems.length === 0 && stored !== null && (await isPassword(stored, password))) {
    problems.push({ field: 'password', rule: 'same_password' })
  }
  if (problems.length > 0) throw appError('invalid_values', { problems })
  await changePassword({ ...ctx, actor }, { ...choice, source: 'screen' })
}
