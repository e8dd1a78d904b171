import type { FieldProblem } from '../contract/problem.ts'

/** The mail server, which may carry a password, and who letters come from. */
export type MailSettings = { url: string; from: string }

const mailbox = /^[^\s@<>]+@[^\s@<>]+$|^[^<>\r\n]+ <[^\s@<>]+@[^\s@<>]+>$/

/** Both or neither: without a mail server letters wait in the outbox. */
export function readMailSettings(
  url: string | undefined,
  from: string | undefined,
  wrong: FieldProblem[],
): MailSettings | undefined {
  if (url === undefined && from === undefined) return undefined
  const isServer = url !== undefined && /^smtps?:\/\/./.test(url) && URL.canParse(url)
  if (!isServer) {
    wrong.push({ field: 'SMTP_URL', rule: 'address', limit: 'smtp://user:password@mail.example.edu:587' })
  }
  if (from === undefined || !mailbox.test(from)) {
    wrong.push({ field: 'MAIL_FROM', rule: 'address', limit: 'Library <library@example.edu>' })
  }
  return url === undefined || from === undefined ? undefined : { url, from }
}
