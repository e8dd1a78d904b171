import type { Hindrance } from '../../contract/letters.ts'
import type { Context } from '../context.ts'

/** Whether a mail server is set up; the worker has its address. */
export type MailDoor = { hasMailServer: boolean }

/** Whether a sandbox lets letters go to this address. */
export function isAllowed(ctx: Context, address: string): boolean {
  const allowed = ctx.institution.settings.mailAllowedRecipients
  return allowed.length === 0 || allowed.some(one => one.trim().toLowerCase() === address.toLowerCase())
}

/** Whether a letter to this address will leave, and if not, why. */
export function prospectsOf(
  ctx: Context,
  door: MailDoor,
  recipient: string | undefined,
): { willBeSent: boolean; hindrance?: Hindrance } {
  if (!door.hasMailServer) return { willBeSent: false, hindrance: 'no_mail_server' }
  if (recipient === undefined) return { willBeSent: false }
  if (!isAllowed(ctx, recipient)) return { willBeSent: false, hindrance: 'sandbox' }
  return { willBeSent: true }
}
