import { letterTemplate } from './template.ts'

/** Brings the link by which somebody chooses a new password. */
export const resetPassword = letterTemplate({
  almaName: 'ResetPwLetter',
  values: { primaryId: 'text', link: 'address', until: 'moment' },
  isPersonal: true,
  isSecret: true,
  words: {
    en: {
      subject: 'Choose a new password for the library',
      paragraphs: [
        'With this link you choose a new password for your library account {primaryId}:',
        '{link}',
        'The link works once, until {until}.',
        'If you did not ask for it, you need not do anything: your password stays as it is.',
      ],
    },
    de: {
      subject: 'Neues Passwort für die Bibliothek wählen',
      paragraphs: [
        'über diesen Link wählen Sie ein neues Passwort für Ihr Bibliothekskonto {primaryId}:',
        '{link}',
        'Der Link gilt einmal, bis {until}.',
        'Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
      ],
    },
    ar: {
      subject: 'اختيار كلمة مرور جديدة للمكتبة',
      paragraphs: [
        'من خلال هذا الرابط تختار كلمة مرور جديدة لحسابك في المكتبة {primaryId}:',
        '{link}',
        'يعمل الرابط مرة واحدة، حتى {until}.',
        'إذا لم تكن قد طلبته فلا يلزمك فعل أي شيء: تبقى كلمة مرورك كما هي.',
      ],
    },
  },
})
