import { sql } from 'kysely'
import type { QueuedLetter } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import { refuseRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { readAddressee } from './addressee.ts'
import { type MailDoor, prospectsOf } from './hindrance.ts'
import { letterSetting } from './letter-settings.ts'
import { insertLetter, type LetterFile } from './queue-letter.ts'
import { type RenderedLetter, renderLetter } from './render-letter.ts'
import { templateOf } from './templates/letter-templates.ts'

type ResendInput = { userId: number; letterId: number }
type Row = RenderedLetter & {
  letter: string
  status: string
  is_personal: boolean
  from_address: string | null
  files: LetterFile[]
  created_at: Date
  sent_at: Date | null
}

/**
 * Queues a letter once more, to the preferred address of now (seed 002, "Resend Notification"): a copy, word for word;
 * files go with a letter that says what they are. One that still waits is refused: it would arrive twice.
 */
export async function resendLetter(ctx: Context, door: MailDoor, input: ResendInput): Promise<QueuedLetter> {
  requirePermission(ctx, 'letters.send')
  await refuseRestricted(ctx, input.userId)
  const letter = await readLetter(ctx, input)
  if (letter.is_personal) requirePermission(ctx, 'letters.personal')
  if (letter.status === 'QUEUED') {
    throw appError('invalid_values', { problems: [{ field: 'letter', rule: 'still_queued' }] })
  }
  // To the address of now, which may have been changed since: it could open the door to somebody else.
  if (templateOf(letter.letter)?.isSecret) {
    throw appError('invalid_values', { problems: [{ field: 'letter', rule: 'not_sent_again' }] })
  }
  const addressee = await readAddressee(ctx, input.userId)
  const queued = await insertLetter(ctx, {
    userId: input.userId,
    addressee,
    isPersonal: letter.is_personal,
    files: letter.files,
    ...(letter.from_address === null ? {} : { fromAddress: letter.from_address }),
    ...(letter.files.length === 0
      ? { letter: letter.letter, rendered: letter }
      : { letter: 'resend_notification', rendered: await covering(ctx, letter, addressee) }),
  })
  return { ...queued, ...prospectsOf(ctx, door, queued.recipient) }
}

async function readLetter(ctx: Context, { userId, letterId }: ResendInput): Promise<Row> {
  const { rows } = await sql<Row>`
    select letter, status, language, subject, html, text, is_personal, from_address, files, created_at, sent_at
    from letter_outbox
    where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}
      and letter_id = ${letterId}`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'letter', id: letterId })
  return rows[0]
}

type Reader = Awaited<ReturnType<typeof readAddressee>>

async function covering(ctx: Context, letter: Row, reader: Reader): Promise<RenderedLetter> {
  const { words } = await letterSetting(ctx, 'resend_notification')
  const values = { subject: letter.subject, sentAt: letter.sent_at ?? letter.created_at }
  const wording = { sender: ctx.institution, own: words }
  return renderLetter({ letter: 'resend_notification', values }, reader, wording)
}
