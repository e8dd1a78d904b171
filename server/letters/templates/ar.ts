import type { LetterWords } from './words.ts'

export const arabic: LetterWords = {
  direction: 'rtl',
  formats: 'ar-u-nu-latn',
  greeting: name => `تحية طيبة ${name}،`,
  closing: 'مع خالص التقدير،',
  userDeletion: ({ amount }) => ({
    subject: 'مبلغ مستحق على حسابك في المكتبة',
    paragraphs: [
      'نعتزم إغلاق حسابك في المكتبة، لكن ذلك غير ممكن بعد.',
      `لا يزال هناك مبلغ مستحق قدره ${amount}.`,
      'يُرجى تسديده، أو التواصل معنا إذا كنت ترى أن في الأمر خطأ.',
    ],
  }),
  pinNumber: ({ pin }) => ({
    subject: 'رقمك السري الجديد',
    paragraphs: [
      `رقمك السري لأجهزة الخدمة الذاتية في المكتبة هو الآن ${pin}.`,
      'لم تعد الأرقام السابقة صالحة. يُرجى عدم إطلاع أحد عليه.',
    ],
  }),
}
