import { letterTemplate } from './template.ts'

/** Brings the files of an earlier letter once more (seed 002, "Resend Notification"). */
export const resendNotification = letterTemplate({
  almaName: 'ResendNotificationLetter',
  values: { subject: 'text', sentAt: 'moment' },
  words: {
    en: {
      subject: 'Copy of our message: {subject}',
      paragraphs: [
        'Attached is what we sent you with our message “{subject}” of {sentAt}.',
        'If you have received it already, you need not do anything.',
      ],
    },
    de: {
      subject: 'Kopie unserer Nachricht: {subject}',
      paragraphs: [
        'angehängt ist, was wir Ihnen mit unserer Nachricht „{subject}“ vom {sentAt} geschickt haben.',
        'Wenn Sie es schon erhalten haben, brauchen Sie nichts zu tun.',
      ],
    },
    ar: {
      subject: 'نسخة من رسالتنا: {subject}',
      paragraphs: [
        'تجد مرفقًا ما أرسلناه إليك مع رسالتنا «{subject}» بتاريخ {sentAt}.',
        'إذا كنت قد تلقيته من قبل فلا حاجة إلى فعل أي شيء.',
      ],
    },
  },
})
