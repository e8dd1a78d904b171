import { list, type NameCulture } from './culture.ts'

/** Family names on -ов, -ев, -ин and -ский have a feminine form; those on -енко, -ук and the like do not. */
const feminine = (family: string): string =>
  family
    .replace(/кий$/, 'кая')
    .replace(/(ов|ев|ёв|ин)$/, '$1а')
    .replace(/(ов|ев|ин)-/, '$1а-')

const russianFamily = list(`
  Иванов, Смирнов, Кузнецов, Попов, Васильев, Петров, Соколов, Михайлов, Новиков, Фёдоров, Морозов, Волков, Алексеев,
  Лебедев, Семёнов, Егоров, Щербаков, Троицкий, Воскресенский, Соловьёв, Жуков-Разин, Черных`)

const russian: NameCulture = {
  code: 'ru',
  script: 'Cyrillic',
  share: 11,
  country: 'KAZ',
  female: list(`
    Анна, Мария, Елена, Ольга, Наталья, Екатерина, Татьяна, Ирина, Светлана, Анастасия, Дарья, Юлия, Ксения, Полина`),
  male: list(`
    Александр, Дмитрий, Сергей, Андрей, Алексей, Иван, Михаил, Николай, Владимир, Павел, Максим, Егор, Юрий, Фёдор`),
  family: russianFamily,
  familyFemale: russianFamily.map(feminine),
  patronymic: {
    female: list(
      'Александровна, Сергеевна, Дмитриевна, Ивановна, Николаевна, Андреевна, Владимировна, Павловна',
    ),
    male: list(
      'Александрович, Сергеевич, Дмитриевич, Иванович, Николаевич, Андреевич, Владимирович, Павлович',
    ),
  },
  callNames: {
    female: list('Anya, Masha, Lena, Olya, Katya'),
    male: list('Sasha, Dima, Misha, Pasha, Yura'),
  },
}

const ukrainian: NameCulture = {
  code: 'uk',
  script: 'Cyrillic',
  share: 7,
  country: 'UKR',
  female: list('Оксана, Наталія, Олена, Ірина, Юлія, Тетяна, Марія, Соломія, Софія, Ганна, Катерина, Дарина'),
  male: list('Олександр, Андрій, Сергій, Тарас, Богдан, Михайло, Іван, Юрій, Дмитро, Ярослав, Василь, Остап'),
  family: list(`
    Шевченко, Коваленко, Бондаренко, Ткаченко, Кравченко, Олійник, Шевчук, Коваль, Поліщук, Бондар, Мельник, Гаврилюк,
    Лисенко, Яценко, Нечуй-Левченко, Ґудзь`),
  patronymic: {
    female: list('Олександрівна, Андріївна, Богданівна, Іванівна, Юріївна, Василівна, Тарасівна, Михайлівна'),
    male: list(
      'Олександрович, Андрійович, Богданович, Іванович, Юрійович, Васильович, Тарасович, Михайлович',
    ),
  },
  callNames: { female: list('Oksana, Natalia, Olena, Sofia'), male: list('Taras, Bohdan, Andriy, Ostap') },
}

const bulgarianFamily = list(
  'Иванов, Георгиев, Димитров, Петров, Николов, Христов, Стоянов, Тодоров, Илиев, Ангелов',
)

const bulgarian: NameCulture = {
  code: 'bg',
  script: 'Cyrillic',
  share: 3,
  country: 'BGR',
  custom: 'no middle name',
  female: list('Мария, Иванка, Елена, Десислава, Радка, Гергана, Виктория, Йорданка'),
  male: list('Георги, Иван, Димитър, Николай, Петър, Христо, Стоян, Борис'),
  family: bulgarianFamily,
  familyFemale: bulgarianFamily.map(feminine),
  callNames: { female: list('Maria, Elena, Desi'), male: list('Georgi, Ivan, Petar, Boris') },
}

const serbian: NameCulture = {
  code: 'sr',
  script: 'Cyrillic',
  share: 3,
  country: 'SRB',
  custom: 'no middle name',
  female: list('Јелена, Милица, Драгана, Љиљана, Теодора, Снежана, Јована, Биљана'),
  male: list('Никола, Милош, Стефан, Љубомир, Душан, Немања, Ђорђе, Жарко'),
  family: list(
    'Јовановић, Петровић, Николић, Марковић, Ђорђевић, Стојановић, Илић, Станковић, Павловић, Љубичић',
  ),
  callNames: { female: list('Jelena, Milica, Teodora'), male: list('Nikola, Stefan, Marko') },
}

const greek: NameCulture = {
  code: 'el',
  script: 'Greek',
  share: 7,
  country: 'GRC',
  custom: 'no middle name',
  female: list(`
    Μαρία, Ελένη, Αικατερίνη, Βασιλική, Σοφία, Δήμητρα, Ειρήνη, Γεωργία, Αναστασία, Χριστίνα, Ευαγγελία, Ιωάννα`),
  male: list(`
    Γεώργιος, Κωνσταντίνος, Ιωάννης, Δημήτριος, Νικόλαος, Παναγιώτης, Βασίλειος, Χρήστος, Αθανάσιος, Μιχαήλ,
    Σπυρίδων, Ευάγγελος`),
  family: list(`
    Παπαδόπουλος, Βλάχος, Αγγελόπουλος, Νικολαΐδης, Γεωργίου, Δημητρίου, Οικονόμου, Καραγιάννης, Μακρής,
    Κωνσταντινίδης, Αθανασιάδης, Χατζηδάκης`),
  familyFemale: list(`
    Παπαδοπούλου, Βλάχου, Αγγελοπούλου, Νικολαΐδου, Γεωργίου, Δημητρίου, Οικονόμου, Καραγιάννη, Μακρή,
    Κωνσταντινίδου, Αθανασιάδου, Χατζηδάκη`),
  callNames: { female: list('Maria, Eleni, Katerina, Sofia'), male: list('Giorgos, Kostas, Nikos, Yannis') },
}

export const cyrillicAndGreekNames: readonly NameCulture[] = [russian, ukrainian, bulgarian, serbian, greek]
