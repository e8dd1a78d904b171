import { letterTemplate } from './template.ts'

/** Reminds a reviewer of an access review before its due day; the values are those of the letter that named the reviewer. */
export const accessReviewReminder = letterTemplate({
  almaName: 'AccessReviewReminderLetter',
  values: { review: 'text', dueOn: 'text', people: 'text', link: 'address' },
  isPersonal: true,
  words: {
    en: {
      subject: 'Reminder: access review {review}, due {dueOn}',
      paragraphs: [
        'The access review “{review}” ends soon, and not everybody on it has been decided about.',
        'Still undecided: {people}\nPlease decide by: {dueOn}',
        'Your list:\n{link}',
        'Whoever nobody decides about keeps their access.',
      ],
    },
    de: {
      subject: 'Erinnerung: Zugriffsprüfung {review}, fällig am {dueOn}',
      paragraphs: [
        'die Zugriffsprüfung „{review}“ endet bald, und noch nicht über alle wurde entschieden.',
        'Noch nicht entschieden: {people}\nBitte entscheiden Sie bis: {dueOn}',
        'Ihre Liste:\n{link}',
        'Wer ohne Entscheidung bleibt, behält den Zugriff.',
      ],
    },
    ar: {
      subject: 'تذكير: مراجعة الوصول {review}، الموعد {dueOn}',
      paragraphs: [
        'تنتهي مراجعة الوصول «{review}» قريبًا، ولم يُبتّ بعد في أمر الجميع.',
        'عدد من لم يُبتّ في أمرهم: {people}\nيُرجى البت قبل نهاية يوم: {dueOn}',
        'قائمتك:\n{link}',
        'من لا يُبتّ في أمره يحتفظ بوصوله.',
      ],
    },
  },
})
