import { letterTemplate } from './template.ts'

/** Tells the manager of login restrictions what somebody writes whose address was refused. */
export const refusedAddress = letterTemplate({
  almaName: 'RestrictedLoginIPLetter',
  values: { name: 'text', primaryId: 'text', email: 'text', address: 'text', text: 'text' },
  isPersonal: true,
  words: {
    en: {
      subject: 'Somebody could not sign in from address {address}',
      paragraphs: [
        '{name} ({primaryId}) gave the right password, but may not sign in from address {address}.',
        'The e-mail address of the account is {email}.',
        'The message:',
        '{text}',
      ],
    },
    de: {
      subject: 'Anmeldung von der Adresse {address} abgelehnt',
      paragraphs: [
        '{name} ({primaryId}) hat das richtige Passwort angegeben, darf sich aber von der Adresse {address} nicht anmelden.',
        'Die E-Mail-Adresse des Kontos ist {email}.',
        'Die Nachricht:',
        '{text}',
      ],
    },
    ar: {
      subject: 'تعذّر تسجيل الدخول من العنوان {address}',
      paragraphs: [
        'أدخل {name} ({primaryId}) كلمة المرور الصحيحة، لكن لا يُسمح بتسجيل الدخول من العنوان {address}.',
        'عنوان البريد الإلكتروني للحساب هو {email}.',
        'الرسالة:',
        '{text}',
      ],
    },
  },
})
