import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

/** Letters that staff can send to one user (features S1). */
export const staffLetterCodes = ['general_mail', 'user_deletion', 'pin_number', 'personal_info'] as const
export type StaffLetterCode = (typeof staffLetterCodes)[number]

/** All letters: those, and what the program sends by itself. */
export const letterCodes = [
  ...staffLetterCodes,
  'user_registration',
  'resend_notification',
  'social_login_invite',
  'system_job',
  'on_hold_shelf',
  'reset_password',
  'refused_address',
  'access_review',
  'access_review_reminder',
] as const
export type LetterCode = (typeof letterCodes)[number]

const ofUser = closed({ userId: Id })

/** Why a letter would not leave: no mail server is set up, or the recipient is not on the list of a sandbox. */
const Hindrance = Type.Enum(['no_mail_server', 'sandbox'])
export type Hindrance = Static<typeof Hindrance>

/** One letter in the outbox. `error` is a code of the mail server or of the network. */
export const Letter = Type.Object({
  letterId: Type.Integer(),
  letter: Type.Enum([...letterCodes]),
  subject: Type.String(),
  recipient: Type.String(),
  cc: Type.Array(Type.String()),
  /** Names of the files that go with it. */
  files: Type.Array(Type.String()),
  status: Type.Enum(['QUEUED', 'SENT', 'FAILED']),
  createdBy: Type.String(),
  createdAt: Type.String(),
  sentAt: Type.Optional(Type.String()),
  error: Type.Optional(Type.String()),
})
export type Letter = Static<typeof Letter>

/** The letter that was put into the outbox, and whether the worker will send it as things stand. */
export const QueuedLetter = Type.Object({
  letterId: Type.Integer(),
  recipient: Type.String(),
  willBeSent: Type.Boolean(),
  hindrance: Type.Optional(Hindrance),
})
export type QueuedLetter = Static<typeof QueuedLetter>

/** What somebody who writes to a user should know before; `recipient` is absent without a preferred e-mail. */
export const LetterOptions = Type.Object({
  recipient: Type.Optional(Type.String()),
  cc: Type.Array(Type.String()),
  /** What the user owes: without it there is no letter about it. */
  balance: Type.String(),
  hasPin: Type.Boolean(),
  /** Letters that cannot be sent, and the rule by which: switched off, or not wanted by the user. */
  refused: Type.Array(
    Type.Object({
      letter: Type.Enum([...staffLetterCodes]),
      rule: Type.Enum(['letter_disabled', 'opted_out']),
    }),
  ),
  /** Who general mail comes from, and whether whoever writes may say otherwise; absent: the sender of the program. */
  fromAddress: Type.Optional(Type.String()),
  isFromLocked: Type.Boolean(),
  willBeSent: Type.Boolean(),
  hindrance: Type.Optional(Hindrance),
})
export type LetterOptions = Static<typeof LetterOptions>

export const readLetterOptions = endpoint({
  method: 'GET',
  path: '/api/users/:userId/letters/options',
  permission: 'letters.send',
  isOwned: true,
  summary: 'Who would get a letter to this user, and which letters there are reasons for',
  params: ofUser,
  response: LetterOptions,
})

/** `subject` and `text` are for general mail, which needs both; `from` names another sender of it. */
export const sendLetter = endpoint({
  method: 'POST',
  path: '/api/users/:userId/letters',
  permission: 'letters.send',
  mails: true,
  summary: 'Send a letter to a user',
  params: ofUser,
  body: closed({
    letter: Type.Enum([...staffLetterCodes]),
    from: Type.Optional(Type.String({ maxLength: 255 })),
    subject: Type.Optional(Type.String({ maxLength: 200 })),
    text: Type.Optional(Type.String({ maxLength: 20_000 })),
  }),
  response: QueuedLetter,
})

export const listLetters = endpoint({
  method: 'GET',
  path: '/api/users/:userId/letters',
  permission: 'users.view',
  summary: 'Letters to one user, newest first',
  params: ofUser,
  query: closed(PageQuery),
  response: pageOf(Letter),
})

export const resendLetter = endpoint({
  method: 'POST',
  path: '/api/users/:userId/letters/:letterId/resend',
  permission: 'letters.send',
  mails: true,
  summary: 'Send a letter again, to the preferred address of now; its files go with a letter that says so',
  params: closed({ userId: Id, letterId: Id }),
  response: QueuedLetter,
})
