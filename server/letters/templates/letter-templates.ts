import type { LetterCode } from '../../../contract/letters.ts'
import { accessReview } from './access-review.ts'
import { accessReviewReminder } from './access-review-reminder.ts'
import { onHoldShelf } from './on-hold-shelf.ts'
import { personalInfo } from './personal-info.ts'
import { pinNumber } from './pin-number.ts'
import { refusedAddress } from './refused-address.ts'
import { resendNotification } from './resend-notification.ts'
import { resetPassword } from './reset-password.ts'
import { socialLoginInvite } from './social-login-invite.ts'
import { systemJob } from './system-job.ts'
import type { LetterTemplate, ValuesOf } from './template.ts'
import { userDeletion } from './user-deletion.ts'
import { userRegistration } from './user-registration.ts'

/** The letters that the program words; general mail is what staff write. */
export const letterTemplates = {
  user_deletion: userDeletion,
  pin_number: pinNumber,
  personal_info: personalInfo,
  user_registration: userRegistration,
  resend_notification: resendNotification,
  social_login_invite: socialLoginInvite,
  system_job: systemJob,
  on_hold_shelf: onHoldShelf,
  reset_password: resetPassword,
  refused_address: refusedAddress,
  access_review: accessReview,
  access_review_reminder: accessReviewReminder,
} as const satisfies Record<Exclude<LetterCode, 'general_mail'>, LetterTemplate>

export type TemplateCode = keyof typeof letterTemplates

/** A letter and what goes into it. */
export type LetterInput =
  | { letter: 'general_mail'; values: { subject: string; text: string } }
  | {
      [Code in TemplateCode]: { letter: Code; values: ValuesOf<(typeof letterTemplates)[Code]> }
    }[TemplateCode]

/** The template of a letter; general mail has none. */
export const templateOf = (letter: string): LetterTemplate | undefined =>
  Object.hasOwn(letterTemplates, letter) ? letterTemplates[letter as TemplateCode] : undefined
