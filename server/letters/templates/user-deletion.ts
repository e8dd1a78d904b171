import { letterTemplate } from './template.ts'

/** To somebody whose account cannot be closed because of a debt (features L3). */
export const userDeletion = letterTemplate({
  almaName: 'UserDeletionLetter',
  values: { amount: 'money' },
  words: {
    en: {
      subject: 'Your library account has a balance due',
      paragraphs: [
        'We are about to close your library account, but cannot do so yet.',
        'There is still a balance due of {amount}.',
        'Please pay it, or get in touch with us if you think that this is a mistake.',
      ],
    },
    de: {
      subject: 'Offener Betrag auf Ihrem Bibliothekskonto',
      paragraphs: [
        'wir möchten Ihr Bibliothekskonto schließen, können das aber noch nicht tun.',
        'Es ist noch ein Betrag von {amount} offen.',
        'Bitte begleichen Sie ihn, oder melden Sie sich bei uns, wenn Sie das für einen Irrtum halten.',
      ],
    },
    ar: {
      subject: 'مبلغ مستحق على حسابك في المكتبة',
      paragraphs: [
        'نعتزم إغلاق حسابك في المكتبة، لكن ذلك غير ممكن بعد.',
        'لا يزال هناك مبلغ مستحق قدره {amount}.',
        'يُرجى تسديده، أو التواصل معنا إذا كنت ترى أن في الأمر خطأ.',
      ],
    },
  },
})
