import { letterTemplate } from './template.ts'

/** Leads to the page on which an account of a social network becomes a way to sign in. */
export const socialLoginInvite = letterTemplate({
  almaName: 'SocialLoginInviteLetter',
  values: { link: 'address', days: 'text' },
  isPersonal: true,
  words: {
    en: {
      subject: 'Sign in to the library with an account that you have',
      paragraphs: [
        'You can sign in to the library with an account of yours, such as Google. Open this page and choose it:',
        '{link}',
        'The link works once, for {days} days. It is meant for you alone: please do not pass it on.',
      ],
    },
    de: {
      subject: 'Melden Sie sich bei der Bibliothek mit einem Konto an, das Sie schon haben',
      paragraphs: [
        'Sie können sich bei der Bibliothek mit einem eigenen Konto anmelden, zum Beispiel von Google. Öffnen Sie diese Seite und wählen Sie es aus:',
        '{link}',
        'Der Link gilt {days} Tage und nur einmal. Er ist allein für Sie bestimmt: Bitte geben Sie ihn nicht weiter.',
      ],
    },
    ar: {
      subject: 'سجّل الدخول إلى المكتبة بحساب لديك',
      paragraphs: [
        'يمكنك تسجيل الدخول إلى المكتبة بحساب من حساباتك، مثل Google. افتح هذه الصفحة واختره:',
        '{link}',
        'يعمل الرابط مرة واحدة، لمدة {days} أيام. وهو مخصص لك وحدك، فيُرجى عدم إعطائه لأحد.',
      ],
    },
  },
})
