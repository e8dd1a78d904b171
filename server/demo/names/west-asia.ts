import { list, type NameCulture } from './culture.ts'

const arabic: NameCulture = {
  code: 'ar',
  script: 'Arabic',
  share: 15,
  country: 'JOR',
  female: list('فاطمة, عائشة, مريم, زينب, نور, ليلى, سلمى, هدى, رنا, أمل, سارة, خديجة, آية, ياسمين'),
  male: list(
    'محمد, أحمد, علي, عمر, خالد, يوسف, إبراهيم, حسن, حسين, عبد الله, عبد الرحمن, طارق, كريم, مصطفى, زياد',
  ),
  family: list(`
    الأحمد, الخطيب, الشامي, الحسيني, المصري, النجار, حداد, خوري, العمري, القحطاني, الغامدي, المنصوري, بن سالم,
    الدوسري, عبد العزيز, أبو زيد, الزهراني, البغدادي, التميمي, السيد`),
  callNames: {
    female: list('Fatima, Maryam, Nour, Layla, Salma'),
    male: list('Mohammed, Ahmad, Omar, Khalid, Yousef, Tariq'),
  },
}

const hebrew: NameCulture = {
  code: 'he',
  script: 'Hebrew',
  share: 9,
  country: 'ISR',
  custom: 'no middle name',
  female: list('נועה, מאיה, תמר, שירה, יעל, אביגיל, רחל, מיכל, דנה, הדס, רות, ליאת, עדי, אסתר'),
  male: list('דוד, יוסף, איתי, נועם, אורי, דניאל, אריאל, משה, יונתן, עומר, גיא, אלון, אברהם, שלמה'),
  family: list(`
    כהן, לוי, מזרחי, פרץ, ביטון, אברהם, פרידמן, שפירא, אזולאי, כץ, גולן, בן-דוד, רוזנברג, חדד, ברק, שחר, גבאי, בן חיים`),
  callNames: { female: list('Noa, Maya, Tamar, Shira, Yael'), male: list('David, Itai, Noam, Uri, Yonatan') },
}

const persian: NameCulture = {
  code: 'fa',
  script: 'Arabic',
  share: 4,
  country: 'IRN',
  custom: 'no middle name',
  female: list('زهرا, مریم, نرگس, شیرین, پریسا, لیلا, نیلوفر, سارا, آزاده, مهسا'),
  male: list('رضا, علی, حسین, امیر, کاوه, بهزاد, فرهاد, پیمان, سیاوش, مهدی'),
  family: list('احمدی, محمدی, رضایی, کریمی, حسینی, موسوی, جعفری, نوری, شیرازی, تهرانی, فراهانی, پورمحمدی'),
  callNames: { female: list('Zahra, Shirin, Parisa, Sara'), male: list('Reza, Amir, Kaveh, Farhad') },
}

const urdu: NameCulture = {
  code: 'ur',
  script: 'Arabic',
  share: 2,
  country: 'PAK',
  custom: 'no middle name',
  female: list('عائشہ, فاطمہ, زینب, سعدیہ, ماریہ, ثناء, حنا, نادیہ'),
  male: list('عمران, بلال, حمزہ, اسد, شاہد, کاشف, فیصل, طارق'),
  family: list('خان, چوہدری, قریشی, صدیقی, بٹ, ملک, شیخ, راجپوت, انصاری, درانی'),
  callNames: { female: list('Ayesha, Sadia, Hina'), male: list('Bilal, Hamza, Imran') },
}

const armenian: NameCulture = {
  code: 'hy',
  script: 'Armenian',
  share: 2,
  country: 'ARM',
  custom: 'no middle name',
  female: list('Անի, Մարիամ, Աննա, Նարե, Լիլիթ, Հասմիկ, Գայանե, Սոնա, Արփինե, Տաթև, Մանե, Լուսինե'),
  male: list('Արամ, Տիգրան, Հայկ, Դավիթ, Արմեն, Գևորգ, Կարեն, Վահե, Սարգիս, Նարեկ, Հովհաննես, Գագիկ'),
  family: list(`
    Հովհաննիսյան, Սարգսյան, Գրիգորյան, Հակոբյան, Պետրոսյան, Մկրտչյան, Խաչատրյան, Կարապետյան, Ավետիսյան, Ղազարյան,
    Մարտիրոսյան, Տեր-Պետրոսյան`),
  callNames: { female: list('Ani, Nare, Lilit'), male: list('Aram, Tigran, Hayk') },
}

const georgian: NameCulture = {
  code: 'ka',
  script: 'Georgian',
  share: 2,
  country: 'GEO',
  custom: 'no middle name',
  female: list('ნინო, მარიამ, თამარ, ანა, ეკატერინე, ნათია, სალომე, ქეთევან, ლელა, მაია, თეონა, ხათუნა'),
  male: list('გიორგი, დავით, ლევან, ნიკოლოზ, ირაკლი, ლუკა, ზურაბ, თორნიკე, ვახტანგ, შოთა, არჩილ, გელა'),
  family: list(`
    ბერიძე, მამალაძე, კაპანაძე, გელაშვილი, მაისურაძე, გიორგაძე, ლომიძე, წიკლაური, ნოზაძე, ხუციშვილი, ჯაფარიძე, დოლიძე`),
  callNames: { female: list('Nino, Tamar, Salome'), male: list('Giorgi, Levan, Luka') },
}

const amharic: NameCulture = {
  code: 'am',
  script: 'Ethiopic',
  share: 2,
  country: 'ETH',
  custom: 'no middle name',
  female: list('አበበች, ትዕግስት, ሄለን, ሰላም, ማርታ, ሣራ, መሠረት, ሕይወት, ቤቴልሔም, ሩት'),
  male: list('አበበ, ዳዊት, ተስፋዬ, ዮሐንስ, ሰለሞን, ታደሰ, ኃይሌ, ሙሉጌታ, ብርሃኑ, ዮናስ, ሚካኤል'),
  family: list('ከበደ, ተስፋዬ, በቀለ, አለሙ, ወልደማርያም, ገብረመድህን, ኃይለማርያም, ታደሰ, መንግሥቱ, አስፋው, ደምሴ, ገብረሥላሴ'),
  callNames: { female: list('Helen, Selam, Marta, Ruth'), male: list('Dawit, Solomon, Yonas, Abebe') },
}

export const westAsianNames: readonly NameCulture[] = [
  arabic,
  hebrew,
  persian,
  urdu,
  armenian,
  georgian,
  amharic,
]
