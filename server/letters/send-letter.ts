import type { LetterCode, QueuedLetter } from '../../contract/letters.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type MailDoor, prospectsOf } from './hindrance.ts'
import { queueLetter } from './queue-letter.ts'
import type { LetterInput } from './render-letter.ts'
import { readStanding } from './standing.ts'

type SendInput = { userId: number; letter: LetterCode; subject?: string; text?: string }

/** Queues a letter to one user (features S1, L3). A letter about nothing, such as a balance of zero, is refused. */
export async function sendLetter(ctx: Context, door: MailDoor, input: SendInput): Promise<QueuedLetter> {
  requirePermission(ctx, 'letters.send')
  const letter = input.letter === 'general_mail' ? composed(input) : await aboutStanding(ctx, input)
  const queued = await queueLetter(ctx, { userId: input.userId, ...letter })
  return { ...queued, ...prospectsOf(ctx, door, queued.recipient) }
}

function composed({ subject = '', text = '' }: SendInput): LetterInput {
  const values = { subject, text }
  const problems = Object.entries(values).flatMap(([field, value]): FieldProblem[] => {
    if (value.trim() === '') return [{ field, rule: 'required' }]
    return value.includes('\u0000') ? [{ field, rule: 'control_characters' }] : []
  })
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return { letter: 'general_mail', values }
}

async function aboutStanding(ctx: Context, { userId, letter }: SendInput): Promise<LetterInput> {
  const { balance, pin } = await readStanding(ctx, userId)
  const refusal = (rule: string) => appError('invalid_values', { problems: [{ field: 'letter', rule }] })
  if (letter === 'user_deletion') {
    if (Number(balance) <= 0) throw refusal('nothing_owed')
    return { letter: 'user_deletion', values: { amount: balance } }
  }
  if (pin === null) throw refusal('no_pin')
  return { letter: 'pin_number', values: { pin } }
}
