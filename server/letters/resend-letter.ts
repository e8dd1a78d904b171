import { sql } from 'kysely'
import type { QueuedLetter } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { readAddressee } from './addressee.ts'
import { type MailDoor, prospectsOf } from './hindrance.ts'
import { insertLetter } from './queue-letter.ts'
import type { RenderedLetter } from './render-letter.ts'

type ResendInput = { userId: number; letterId: number }
type Row = RenderedLetter & { letter: string; status: string }

/**
 * Queues a copy, word for word, to the preferred address of now (seed 002, "Resend Notification"). One that still
 * waits is refused: it would arrive twice.
 */
export async function resendLetter(ctx: Context, door: MailDoor, input: ResendInput): Promise<QueuedLetter> {
  requirePermission(ctx, 'letters.send')
  const { rows } = await sql<Row>`
    select letter, status, language, subject, html, text from letter_outbox
    where institution_id = ${ctx.institution.institutionId} and user_id = ${input.userId}
      and letter_id = ${input.letterId}`.execute(ctx.db)
  const letter = rows[0]
  if (!letter) throw appError('not_found', { entity: 'letter', id: input.letterId })
  if (letter.status === 'QUEUED') {
    throw appError('invalid_values', { problems: [{ field: 'letter', rule: 'still_queued' }] })
  }
  const addressee = await readAddressee(ctx, input.userId)
  const queued = await insertLetter(ctx, {
    userId: input.userId,
    letter: letter.letter,
    rendered: letter,
    addressee,
  })
  return { ...queued, ...prospectsOf(ctx, door, queued.recipient) }
}
