import { sql } from 'kysely'
import type { MailStatus } from '../../contract/mail.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import type { MailSettings } from '../mail-settings.ts'

/** Whether letters leave, and what waits or has failed. Neither names nor passwords of the mail server are told. */
export async function readMailStatus(ctx: Context, mail: MailSettings | undefined): Promise<MailStatus> {
  requirePermission(ctx, 'configuration.view')
  const { rows } = await sql<{ waiting: number; failed: number; last: Date | null }>`
    select count(*) filter (where status = 'QUEUED') as waiting, count(*) filter (where status = 'FAILED') as failed,
      max(sent_at) as last
    from letter_outbox where institution_id = ${ctx.institution.institutionId}`.execute(ctx.db)
  const { waiting, failed, last } = rows[0]!
  return {
    ...(mail ? { server: new URL(mail.url).host, sender: mail.from } : {}),
    waiting,
    failed,
    ...(last ? { lastSentAt: last.toISOString() } : {}),
    allowedRecipients: ctx.institution.settings.mailAllowedRecipients,
  }
}
