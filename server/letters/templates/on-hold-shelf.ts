import { letterTemplate } from './template.ts'

/** Something that was requested waits to be fetched. `forName`: for whom, when a proxy is told. */
export const onHoldShelf = letterTemplate({
  almaName: 'FulPlaceOnHoldShelfLetter',
  values: { title: 'text', library: 'text', until: 'text', forName: 'text' },
  words: {
    en: {
      subject: 'Ready for you: {title}',
      paragraphs: [
        'What you requested is here: {title}.',
        'It was requested for {forName}.',
        'You can pick it up until {until}: {library}.',
      ],
    },
    de: {
      subject: 'Zur Abholung bereit: {title}',
      paragraphs: [
        'was Sie bestellt haben, ist da: {title}.',
        'Bestellt wurde es für {forName}.',
        'Sie können es bis zum {until} abholen: {library}.',
      ],
    },
    ar: {
      subject: 'جاهز للاستلام: {title}',
      paragraphs: [
        'وصل ما طلبته: {title}.',
        'طُلب من أجل {forName}.',
        'يمكنك استلامه حتى {until}: {library}.',
      ],
    },
  },
})
