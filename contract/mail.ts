import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'

/** Whether letters leave: the mail server (without its password), the sender, and what the outbox holds. */
export const MailStatus = Type.Object({
  /** Absent: there is no mail server, and letters wait. */
  server: Type.Optional(Type.String()),
  sender: Type.Optional(Type.String()),
  waiting: Type.Integer(),
  failed: Type.Integer(),
  lastSentAt: Type.Optional(Type.String()),
  /** A sandbox: only these get letters. */
  allowedRecipients: Type.Array(Type.String()),
})
export type MailStatus = Static<typeof MailStatus>

export const readMailStatus = endpoint({
  method: 'GET',
  path: '/api/mail',
  permission: 'configuration.view',
  summary: 'How the institution sends letters, and what waits',
  response: MailStatus,
})

/** What the mail server said at once; `error` is a code of the server or of the network. */
export const MailTest = Type.Object({
  recipient: Type.Optional(Type.String()),
  result: Type.Enum(['sent', 'refused', 'later', 'not_tried']),
  /** Why it was not tried. */
  hindrance: Type.Optional(Type.Enum(['no_mail_server', 'sandbox', 'no_preferred_email'])),
  error: Type.Optional(Type.String()),
})
export type MailTest = Static<typeof MailTest>

export const sendTestMail = endpoint({
  method: 'POST',
  path: '/api/mail/test',
  permission: 'configuration.edit',
  summary: 'Send a message to the own preferred address, to see whether mail works',
  response: MailTest,
})
