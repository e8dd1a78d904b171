import type { LetterWords } from './words.ts'

export const german: LetterWords = {
  direction: 'ltr',
  formats: 'de',
  greeting: name => `Guten Tag ${name},`,
  closing: 'Mit freundlichen Grüßen',
  userDeletion: ({ amount }) => ({
    subject: 'Offener Betrag auf Ihrem Bibliothekskonto',
    paragraphs: [
      'wir möchten Ihr Bibliothekskonto schließen, können das aber noch nicht tun.',
      `Es ist noch ein Betrag von ${amount} offen.`,
      'Bitte begleichen Sie ihn, oder melden Sie sich bei uns, wenn Sie das für einen Irrtum halten.',
    ],
  }),
  pinNumber: ({ pin }) => ({
    subject: 'Ihre neue PIN',
    paragraphs: [
      `Ihre PIN für die Selbstbedienungsgeräte der Bibliothek lautet jetzt ${pin}.`,
      'Frühere PINs gelten nicht mehr. Bitte geben Sie sie niemandem weiter.',
    ],
  }),
}
