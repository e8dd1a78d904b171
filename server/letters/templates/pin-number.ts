import { letterTemplate } from './template.ts'

/** Tells a PIN. */
export const pinNumber = letterTemplate({
  almaName: 'PINNumberGenerationLetter',
  values: { pin: 'text' },
  words: {
    en: {
      subject: 'Your new PIN',
      paragraphs: [
        "Your PIN for the library's self-service machines is now {pin}.",
        'Earlier PINs no longer work. Please tell it to nobody.',
      ],
    },
    de: {
      subject: 'Ihre neue PIN',
      paragraphs: [
        'Ihre PIN für die Selbstbedienungsgeräte der Bibliothek lautet jetzt {pin}.',
        'Frühere PINs gelten nicht mehr. Bitte geben Sie sie niemandem weiter.',
      ],
    },
    ar: {
      subject: 'رقمك السري الجديد',
      paragraphs: [
        'رقمك السري لأجهزة الخدمة الذاتية في المكتبة هو الآن {pin}.',
        'لم تعد الأرقام السابقة صالحة. يُرجى عدم إطلاع أحد عليه.',
      ],
    },
  },
})
