import { createTransport } from 'nodemailer'
import type { MailSettings } from '../mail-settings.ts'

/** A letter as it goes to the mail server. */
export type Mail = {
  id: string
  recipientName: string
  recipient: string
  cc: string[]
  /** Named as sender in place of the program's, which still answers for the mail. */
  fromAddress: string | null
  subject: string
  html: string
  text: string
  files: { filename: string; contentType: string; content: Buffer }[]
}

/** What became of a letter; `error` is a code. `later`: try again, at once with others unless the server is `unusable`. */
export type Delivery =
  | { result: 'sent'; error?: string }
  | { result: 'refused'; error: string }
  | { result: 'later'; error: string; isUnusable: boolean }

export type Deliver = (mail: Mail) => Promise<Delivery>

/** The whole talk ends before the lease of a letter does, and a server that is silent is given up earlier. */
const longestDelivery = 5 * 60_000
const timeouts = {
  connectionTimeout: 20_000,
  greetingTimeout: 20_000,
  dnsTimeout: 20_000,
  socketTimeout: 60_000,
}

/** Gives the function that hands letters to the mail server, with a connection for each. */
export function openDelivery({ url, from }: MailSettings): Deliver {
  const transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true })
  return async mail => {
    try {
      const { envelope, rejected } = await transport.sendMail({
        from: mail.fromAddress ?? from,
        ...(mail.fromAddress === null ? {} : { sender: from }),
        // Mail servers check the sender of the envelope: that is always the program's.
        envelope: { from: mailboxOf(from), to: [mail.recipient, ...mail.cc] },
        to: { name: mail.recipientName, address: mail.recipient },
        cc: mail.cc.map(address => ({ name: '', address })),
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        attachments: mail.files,
        // The same at every attempt: should one arrive although it seemed to fail, mail servers see that it is one.
        messageId: mail.id,
        signal: AbortSignal.timeout(longestDelivery),
      })
      // The first of the envelope is the recipient, spelt as in the list of those who were rejected.
      const [recipient] = envelope.to
      if (rejected.some(one => one === recipient)) return { result: 'refused', error: 'RECIPIENT_REFUSED' }
      return { result: 'sent', ...(rejected.length > 0 ? { error: 'CC_REFUSED' } : {}) }
    } catch (error) {
      return afterFailure(error as MailError)
    }
  }
}

const mailboxOf = (sender: string): string => /([^\s@<>]+@[^\s@<>]+)>?$/.exec(sender)![1]!

type MailError = { code?: unknown; responseCode?: unknown; command?: unknown }

/** The words of the server quote addresses, so only its codes are kept. */
function afterFailure({ code, responseCode, command }: MailError): Delivery {
  const name = typeof code === 'string' && /^[A-Z_]{1,30}$/.test(code) ? code : 'UNKNOWN'
  const error = typeof responseCode === 'number' ? `${name} ${responseCode}` : name
  const isForGood = typeof responseCode === 'number' && responseCode >= 500
  // Refused senders and passwords are the server's settings, not this letter's fault.
  if (isForGood && (command === 'RCPT TO' || command === 'DATA')) return { result: 'refused', error }
  return { result: 'later', error, isUnusable: command !== 'RCPT TO' && command !== 'DATA' }
}
