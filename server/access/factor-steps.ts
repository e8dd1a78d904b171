import type { FactorSecret } from '../../contract/session.ts'
import type { Context } from '../context.ts'
import { beginFactor, checkFactor, confirmFactor } from './second-factor.ts'
import { readTicket, type Ticket, takeTicket } from './tickets.ts'

type Shown = Pick<Ticket, 'userId' | 'proof' | 'hasSecondFactor'>
type Answer = { ticket: string; code: string }

// Not in one transaction: a wrong code must stay counted, and the ticket stays for the next try.

/** The code of the second factor as a step of signing in; gives what has been shown by it. */
export async function answerFactor(ctx: Context, { ticket, code }: Answer): Promise<Shown> {
  const { userId } = await readTicket(ctx, ticket, ['second_factor'])
  await checkFactor(ctx, userId, code)
  return { ...(await takeTicket(ctx, ticket, ['second_factor'])), hasSecondFactor: true }
}

/** Begins to set up the second factor that staff ask for. */
export async function beginFactorStep(ctx: Context, { ticket }: { ticket: string }): Promise<FactorSecret> {
  const { userId } = await readTicket(ctx, ticket, ['set_up_second_factor'])
  return beginFactor(ctx, userId)
}

/** The first code of it; gives the recovery codes, too. */
export async function confirmFactorStep(
  ctx: Context,
  { ticket, code }: Answer,
): Promise<{ shown: Shown; recoveryCodes: string[] }> {
  const { userId } = await readTicket(ctx, ticket, ['set_up_second_factor'])
  const recoveryCodes = await confirmFactor(ctx, userId, code)
  const taken = await takeTicket(ctx, ticket, ['set_up_second_factor'])
  return { shown: { ...taken, hasSecondFactor: true }, recoveryCodes }
}
