import type { LetterWords } from './words.ts'

export const english: LetterWords = {
  direction: 'ltr',
  formats: 'en',
  greeting: name => `Dear ${name},`,
  closing: 'Yours sincerely,',
  userDeletion: ({ amount }) => ({
    subject: 'Your library account has a balance due',
    paragraphs: [
      'We are about to close your library account, but cannot do so yet.',
      `There is still a balance due of ${amount}.`,
      'Please pay it, or get in touch with us if you think that this is a mistake.',
    ],
  }),
  pinNumber: ({ pin }) => ({
    subject: 'Your new PIN',
    paragraphs: [
      `Your PIN for the library's self-service machines is now ${pin}.`,
      'Earlier PINs no longer work. Please tell it to nobody.',
    ],
  }),
}
