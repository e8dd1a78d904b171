import type { QueuedLetter, StaffLetterCode } from '../../contract/letters.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import { refuseRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isOneMailbox } from './addressee.ts'
import { type MailDoor, prospectsOf } from './hindrance.ts'
import { sendPersonalInfo } from './personal-info.ts'
import { type Enclosed, type Queued, queueLetter } from './queue-letter.ts'
import { readStanding } from './standing.ts'
import type { LetterInput } from './templates/letter-templates.ts'

type SendInput = {
  userId: number
  letter: StaffLetterCode
  from?: string
  subject?: string
  text?: string
}

/** Queues a letter to one user (features S1, L3). A letter about nothing, such as a balance of zero, is refused. */
export async function sendLetter(ctx: Context, door: MailDoor, input: SendInput): Promise<QueuedLetter> {
  requirePermission(ctx, 'letters.send')
  await refuseRestricted(ctx, input.userId)
  const queued = await queue(ctx, input)
  return { ...queued, ...prospectsOf(ctx, door, queued.recipient) }
}

async function queue(ctx: Context, input: SendInput): Promise<Queued> {
  const { userId, letter } = input
  if (letter === 'personal_info') return sendPersonalInfo(ctx, userId)
  const composing = letter === 'general_mail' ? compose(ctx, input) : await aboutStanding(ctx, input)
  return queueLetter(ctx, { userId, ...composing })
}

/** General mail comes from the address of the institution, or from another one where that is allowed (from_address). */
function compose(ctx: Context, { from, subject = '', text = '' }: SendInput): LetterInput & Enclosed {
  const { fromAddress, disableFromAddress } = ctx.institution.settings
  const values = { subject, text }
  const problems = Object.entries(values).flatMap(([field, value]): FieldProblem[] => {
    if (value.trim() === '') return [{ field, rule: 'required' }]
    return value.includes('\u0000') ? [{ field, rule: 'control_characters' }] : []
  })
  const sender = from?.trim() || fromAddress
  if (sender !== fromAddress) {
    if (disableFromAddress) problems.push({ field: 'from', rule: 'read_only' })
    else if (!isOneMailbox(sender)) problems.push({ field: 'from', rule: 'wrong_form' })
  }
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return { letter: 'general_mail', values, ...(sender === '' ? {} : { fromAddress: sender }) }
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
