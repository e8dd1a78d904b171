import { letterTemplate } from './template.ts'

/** To somebody who was registered. `expiryDate` is empty for an account without end. */
export const userRegistration = letterTemplate({
  almaName: 'UserRegistrationLetter',
  values: { primaryId: 'text', expiryDate: 'text' },
  words: {
    en: {
      subject: 'Welcome to the library',
      paragraphs: [
        'You are now registered at the library. Your user name is {primaryId}.',
        'Your account is good until {expiryDate}.',
        'We look forward to your visits.',
      ],
    },
    de: {
      subject: 'Willkommen in der Bibliothek',
      paragraphs: [
        'Sie sind jetzt in der Bibliothek angemeldet. Ihr Benutzername lautet {primaryId}.',
        'Ihr Konto gilt bis {expiryDate}.',
        'Wir freuen uns auf Ihre Besuche.',
      ],
    },
    ar: {
      subject: 'مرحبًا بك في المكتبة',
      paragraphs: [
        'أنت الآن مسجل في المكتبة. اسم المستخدم الخاص بك هو {primaryId}.',
        'حسابك صالح حتى {expiryDate}.',
        'نتطلع إلى زياراتك.',
      ],
    },
  },
})
