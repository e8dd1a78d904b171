import { list, type NameCulture } from './culture.ts'

const hindi: NameCulture = {
  code: 'hi',
  script: 'Devanagari',
  share: 5,
  country: 'IND',
  custom: 'no middle name',
  female: list('प्रिया, अनीता, सुनीता, कविता, पूजा, नेहा, दीपिका, अंजलि, रेखा, मीना, स्नेहा, लक्ष्मी, गीता, सीमा'),
  male: list('राहुल, अमित, राजेश, विजय, संजय, अर्जुन, रोहित, सुरेश, मनोज, विकास, आदित्य, दीपक, अनिल, कृष्ण'),
  family: list(`
    शर्मा, वर्मा, सिंह, गुप्ता, पटेल, मिश्रा, यादव, जोशी, चौहान, त्रिपाठी, अग्रवाल, पाण्डेय, मेहता, श्रीवास्तव, थापा, श्रेष्ठ`),
  callNames: { female: list('Priya, Anita, Neha, Pooja'), male: list('Rahul, Amit, Rohit, Vijay') },
}

const tamil: NameCulture = {
  code: 'ta',
  script: 'Tamil',
  share: 3,
  country: 'IND',
  custom: 'no middle name',
  female: list('கவிதா, லட்சுமி, மீனாட்சி, பிரியா, தமிழ்ச்செல்வி, அனிதா, நித்யா, சுமதி, தேன்மொழி, காயத்ரி'),
  male: list('முருகன், செந்தில், அருண், கார்த்திக், ராஜேஷ், குமரன், இளங்கோ, சரவணன், பாலாஜி, விக்னேஷ்'),
  family: list(`
    சுப்பிரமணியன், ராமசாமி, கிருஷ்ணன், பழனிசாமி, முத்துசாமி, வேலாயுதம், சண்முகம், நடராஜன், இராசேந்திரன், கந்தசாமி`),
  callNames: { female: list('Kavitha, Priya, Nithya'), male: list('Arun, Karthik, Senthil') },
}

const bengali: NameCulture = {
  code: 'bn',
  script: 'Bengali',
  share: 3,
  country: 'BGD',
  custom: 'no middle name',
  female: list('তাসনিম, ফাতেমা, নুসরাত, শর্মিলা, মৌসুমী, অনন্যা, সুমাইয়া, রিয়া, জান্নাত, পারমিতা'),
  male: list('রহিম, অর্ণব, শুভ, তানভীর, মাহমুদ, সৌরভ, ইমরান, অনির্বাণ, রফিক, দেবাশীষ'),
  family: list(`
    রহমান, চৌধুরী, চট্টোপাধ্যায়, বন্দ্যোপাধ্যায়, হোসেন, ইসলাম, দাস, সরকার, মুখোপাধ্যায়, আহমেদ, সেনগুপ্ত, ভট্টাচার্য`),
  callNames: { female: list('Tasnim, Nusrat, Ananya'), male: list('Tanvir, Arnab, Imran') },
}

const thai: NameCulture = {
  code: 'th',
  script: 'Thai',
  share: 4,
  country: 'THA',
  custom: 'no middle name',
  female: list(`
    สมหญิง, พิมพ์ชนก, กนกวรรณ, ศิริพร, อรทัย, นภัสสร, ชลธิชา, สุดารัตน์, วราภรณ์, ปาริชาต, ธนพร, จิราภรณ์`),
  male: list(`
    สมชาย, ธนากร, ณัฐวุฒิ, วีรพล, กิตติศักดิ์, ปิยะ, อนุชา, ภูมิพัฒน์, ศุภชัย, พงศกร, ชัยวัฒน์, ธีรภัทร`),
  family: list(`
    ศรีสวัสดิ์, ทองดี, แก้วมณี, สุขใจ, บุญมี, จันทร์เพ็ญ, พงษ์ไพบูลย์, รัตนวงศ์, เจริญสุข, อินทรสุวรรณ, ศิริวัฒนานุกูล,
    ธรรมรักษา, ชัยมงคล`),
  callNames: { female: list('Ploy, Fah, Nok, Mint'), male: list('Somchai, Bank, Golf, Beam') },
}

const khmer: NameCulture = {
  code: 'km',
  script: 'Khmer',
  share: 1,
  country: 'KHM',
  custom: 'no middle name',
  female: list('សុភា, ចន្ទា, ស្រីមុំ, ធីតា, បុប្ផា, រស្មី'),
  male: list('សុខ, វិចិត្រ, បូរ៉ា, ពិសិដ្ឋ, រតនា, ដារ៉ា'),
  family: list('ជា, សុខ, ហេង, លី, គឹម, ម៉ៅ, ប៊ុន, កែវ, ចាន់'),
  callNames: { female: list('Sophea, Chanda'), male: list('Bora, Dara') },
}

const burmese: NameCulture = {
  code: 'my',
  script: 'Myanmar',
  share: 1,
  country: 'MMR',
  custom: 'sometimes one name only',
  female: list('အေးအေး, စန္ဒာ, သီတာ, ခင်ခင်, မြမြ, နီလာ'),
  male: list('အောင်အောင်, ကျော်ကျော်, မင်းသူ, ဇော်မင်း, သန်းထွန်း, နေလင်း'),
  family: list('ထွန်း, အောင်, ဝင်း, လင်း, မြင့်, သန်း, ဌေး'),
  callNames: { female: list('Aye, Thida'), male: list('Zaw, Min') },
}

export const southAsianNames: readonly NameCulture[] = [hindi, tamil, bengali, thai, khmer, burmese]
