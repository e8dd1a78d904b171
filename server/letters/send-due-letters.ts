import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { MailSettings } from '../mail-settings.ts'
import { openFile } from '../storage/stored-files.ts'
import { type Deliver, type Delivery, type Mail, openDelivery } from './deliver.ts'
import { isAllowed } from './hindrance.ts'
import type { LetterFile } from './queue-letter.ts'
import { templateOf } from './templates/letter-templates.ts'

/** Waits after the first failure, the second … ; a letter that fails once more has failed. */
const retryMinutes = [1, 5, 30, 120, 720]
/** Longer than a delivery can take: after it, whoever took the letter has died. */
const leaseMinutes = 30
/** So that other upkeep gets its turn. */
const lettersPerRound = 100

type Due = {
  letter_id: number
  letter: string
  attempts: number
  recipient_name: string
  recipient: string
  cc: string[]
  from_address: string | null
  files: LetterFile[]
  subject: string
  html: string
  text: string
}

/** The mail server, when there is one; a program that stops finishes the letter under way. */
export type LetterDoor = { mail?: MailSettings; isStopping?: () => boolean }

/** Sends the letters that are due; what fails is tried again later (features S2). Without a mail server all of them wait. */
export async function sendDueLetters(ctx: Context, { mail, isStopping }: LetterDoor): Promise<void> {
  if (!mail) return
  const deliver = openDelivery(mail)
  for (let count = 0; count < lettersPerRound; count += 1) {
    const due = isStopping?.() ? undefined : await takeLetter(ctx)
    if (!due) return
    const delivery = await deliverDue(ctx, due, { deliver, from: mail.from })
    await record(ctx, due, { delivery, from: mail.from })
    if (delivery.result === 'later' && delivery.isUnusable) return
  }
}

/** Takes one letter, for the length of the lease: of two who ask, one gets it. Nothing is locked while it is sent. */
async function takeLetter(ctx: Context): Promise<Due | undefined> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<Due>`
    with due as materialized (
      select letter_id from letter_outbox
      where institution_id = ${institutionId} and status = 'QUEUED' and next_attempt_at <= ${ctx.now()}
      order by next_attempt_at, letter_id limit 1 for update skip locked)
    update letter_outbox l set attempts = attempts + 1, next_attempt_at = ${minutesFrom(ctx, leaseMinutes)}
    from due where l.institution_id = ${institutionId} and l.letter_id = due.letter_id
    returning l.letter_id, l.letter, l.attempts, l.recipient_name, l.recipient, l.cc, l.from_address, l.files,
      l.subject, l.html, l.text`.execute(ctx.db)
  return rows[0]
}

type Way = { deliver: Deliver; from: string }

async function deliverDue(ctx: Context, due: Due, { deliver, from }: Way): Promise<Delivery> {
  // Judged now and not when it was queued: the list of a sandbox may have come in between.
  if (!isAllowed(ctx, due.recipient)) return { result: 'refused', error: 'NOT_ALLOWED' }
  const files = await openFiles(ctx, due.files)
  if (!files) return { result: 'refused', error: 'FILE_MISSING' }
  const domain = /@([^\s@<>]+)>?$/.exec(from)![1]
  return deliver({
    id: `<letter.${ctx.institution.institutionId}.${due.letter_id}@${domain}>`,
    recipientName: due.recipient_name,
    recipient: due.recipient,
    cc: due.cc.filter(address => isAllowed(ctx, address)),
    fromAddress: due.from_address,
    files,
    subject: due.subject,
    html: due.html,
    text: due.text,
  })
}

/** The files of a letter, all of them or none. */
async function openFiles(ctx: Context, files: readonly LetterFile[]): Promise<Mail['files'] | undefined> {
  const opened = await Promise.all(
    files.map(({ file_id, file_key }) => openFile(ctx, { fileId: file_id, fileKey: file_key })),
  )
  const enclosed = files.flatMap((file, index) => {
    const content = opened[index]
    return content ? [{ filename: file.file_name, contentType: file.media_type, content }] : []
  })
  return enclosed.length === files.length ? enclosed : undefined
}

async function record(
  ctx: Context,
  due: Due,
  { delivery, from }: { delivery: Delivery; from: string },
): Promise<void> {
  const wait = delivery.result === 'later' ? retryMinutes[due.attempts - 1] : undefined
  const status = delivery.result === 'sent' ? 'SENT' : wait === undefined ? 'FAILED' : 'QUEUED'
  const isSent = status === 'SENT'
  const isForgotten = status !== 'QUEUED' && templateOf(due.letter)?.isSecret === true
  await sql`
    update letter_outbox set status = ${status},
      html = case when ${isForgotten} then '' else html end, text = case when ${isForgotten} then '' else text end,
      last_error = ${delivery.error ?? null},
      next_attempt_at = ${wait === undefined ? null : minutesFrom(ctx, wait)},
      sender = ${isSent ? from : null}, sent_at = ${isSent ? ctx.now() : null}
    where institution_id = ${ctx.institution.institutionId} and letter_id = ${due.letter_id}
      and status = 'QUEUED' and attempts = ${due.attempts}`.execute(ctx.db)
  if (isSent) return
  const details = { letterId: due.letter_id, attempts: due.attempts, code: delivery.error }
  ctx.log.warn(details, status === 'FAILED' ? 'letter failed' : 'letter has to wait')
}

const minutesFrom = (ctx: Context, minutes: number): Date => new Date(ctx.now().getTime() + minutes * 60_000)
