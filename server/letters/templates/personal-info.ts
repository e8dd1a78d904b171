import { letterTemplate } from './template.ts'

/** Brings people all that is known about them, as files (features S1). `leftOut`: files that were too large. */
export const personalInfo = letterTemplate({
  almaName: 'PersonalInfoLetter',
  values: { leftOut: 'text' },
  isPersonal: true,
  words: {
    en: {
      subject: 'Your personal information at the library',
      paragraphs: [
        'The attached file holds all personal information that the library keeps in your account. Files that belong to your account are attached as well.',
        'These files are too large for an e-mail: {leftOut}. Please ask us for them.',
        'Get in touch with us if something is wrong, or if you did not ask for this message.',
      ],
    },
    de: {
      subject: 'Ihre persönlichen Daten in der Bibliothek',
      paragraphs: [
        'die angehängte Datei enthält alle persönlichen Daten, die die Bibliothek in Ihrem Konto speichert. Dateien, die zu Ihrem Konto gehören, sind ebenfalls angehängt.',
        'Diese Dateien sind für eine E-Mail zu groß: {leftOut}. Bitte fragen Sie uns danach.',
        'Melden Sie sich bei uns, wenn etwas nicht stimmt oder wenn Sie diese Nachricht nicht angefordert haben.',
      ],
    },
    ar: {
      subject: 'بياناتك الشخصية لدى المكتبة',
      paragraphs: [
        'يحتوي الملف المرفق على جميع البيانات الشخصية التي تحتفظ بها المكتبة في حسابك. وقد أُرفقت كذلك الملفات التابعة لحسابك.',
        'هذه الملفات أكبر من أن تُرسل بالبريد الإلكتروني: {leftOut}. يُرجى طلبها منا.',
        'يُرجى التواصل معنا إذا كان هناك خطأ ما، أو إذا لم تكن قد طلبت هذه الرسالة.',
      ],
    },
  },
})
