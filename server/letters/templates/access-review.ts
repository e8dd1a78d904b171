import { letterTemplate } from './template.ts'

/** Tells somebody who was named as reviewer of an access review. `people`: how many are to be decided about; `link` may be empty. */
export const accessReview = letterTemplate({
  almaName: 'AccessReviewLetter',
  values: { review: 'text', dueOn: 'text', people: 'text', link: 'address' },
  isPersonal: true,
  words: {
    en: {
      subject: 'Access review: {review}',
      paragraphs: [
        'You have been named as a reviewer: please say of everybody on the list “{review}” whether they still need access for staff work.',
        'People to decide about: {people}\nPlease decide by: {dueOn}',
        'Your list:\n{link}',
        'You also find it after signing in, under “Reviews waiting for you”.',
      ],
    },
    de: {
      subject: 'Zugriffsprüfung: {review}',
      paragraphs: [
        'Sie wurden zur Prüfung benannt: Bitte entscheiden Sie für alle auf der Liste „{review}“, ob sie ihren Zugriff für die Bibliotheksarbeit noch brauchen.',
        'Zu entscheidende Personen: {people}\nBitte entscheiden Sie bis: {dueOn}',
        'Ihre Liste:\n{link}',
        'Sie finden sie auch nach der Anmeldung unter „Prüfungen, die auf Sie warten“.',
      ],
    },
    ar: {
      subject: 'مراجعة الوصول: {review}',
      paragraphs: [
        'تمت تسميتك مراجعًا: يُرجى أن تحدد لكل شخص في القائمة «{review}» هل ما زال يحتاج إلى الوصول لعمل المكتبة.',
        'عدد الأشخاص المطلوب البت في أمرهم: {people}\nيُرجى البت قبل نهاية يوم: {dueOn}',
        'قائمتك:\n{link}',
        'تجدها أيضًا بعد تسجيل الدخول تحت «مراجعات في انتظارك».',
      ],
    },
  },
})
