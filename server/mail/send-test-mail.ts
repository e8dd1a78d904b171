import type { MailTest } from '../../contract/mail.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { readAddressee } from '../letters/addressee.ts'
import { openDelivery } from '../letters/deliver.ts'
import { prospectsOf } from '../letters/hindrance.ts'
import { renderLetter } from '../letters/render-letter.ts'
import type { MailSettings } from '../mail-settings.ts'
import { testMailWords } from './test-mail-words.ts'

/**
 * Sends a message to the own preferred address, at once and past the outbox, and says what the mail server said. Nothing is
 * kept of it.
 */
export async function sendTestMail(ctx: Context, mail: MailSettings | undefined): Promise<MailTest> {
  requirePermission(ctx, 'configuration.edit')
  const { actor, institution, requestId } = ctx
  if (actor.kind !== 'staff') throw appError('forbidden', { permission: 'configuration.edit' })
  const addressee = await readAddressee(ctx, actor.userId)
  const { recipient } = addressee
  const { hindrance } = prospectsOf(ctx, { hasMailServer: mail !== undefined }, recipient)
  if (mail === undefined || recipient === undefined || hindrance) {
    const reason = hindrance ?? 'no_preferred_email'
    return { ...(recipient === undefined ? {} : { recipient }), result: 'not_tried', hindrance: reason }
  }
  const language = testMailWords[addressee.language ?? ''] ?? testMailWords['en']!
  const rendered = renderLetter({ letter: 'general_mail', values: language }, addressee, {
    sender: institution,
  })
  const delivery = await openDelivery(mail)({
    id: `<test.${requestId}@${/@([^\s@<>]+)>?$/.exec(mail.from)![1]}>`,
    recipientName: addressee.name,
    recipient,
    cc: [],
    fromAddress: null,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    files: [],
  })
  return {
    recipient,
    result: delivery.result,
    ...(delivery.error === undefined ? {} : { error: delivery.error }),
  }
}
