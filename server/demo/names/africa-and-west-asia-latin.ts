import { list, type NameCulture } from './culture.ts'

const arabic: NameCulture = {
  code: 'ar-Latn',
  script: 'Latin',
  share: 22,
  country: 'EGY',
  female: list(`
    Fatima, Aisha, Maryam, Zaynab, Nour, Layla, Salma, Huda, Rana, Amal, Khadija, Yasmin, Hind, Dalal, Rim, Sana`),
  male: list(`
    Mohammed, Ahmad, Ali, Omar, Khalid, Yousef, Ibrahim, Hassan, Hussein, Abdullah, Abdel Rahman, Tariq, Karim,
    Mustafa, Ziad, Muhammad`),
  family: list(`
    Al-Ahmad, El-Khatib, Al-Masri, Haddad, Khoury, Nasser, Al-Ghamdi, Al Qahtani, ben Salem, Abu Zayd, El Amrani,
    Bouazizi, Mansour, Saleh, Abdelaziz, as-Sayyid, Benali, Al-Baghdadi, Sa'ad`),
}

const persian: NameCulture = {
  code: 'fa-Latn',
  script: 'Latin',
  share: 6,
  country: 'IRN',
  custom: 'no middle name',
  female: list('Zahra, Maryam, Narges, Shirin, Parisa, Niloufar, Azadeh, Mahsa, Golnaz, Roya'),
  male: list('Reza, Amir, Kaveh, Behzad, Farhad, Peyman, Siavash, Mehdi, Dariush, Navid'),
  family: list(
    'Ahmadi, Mohammadi, Rezaei, Karimi, Hosseini, Mousavi, Jafari, Shirazi, Farahani, Pourmohammadi, Tehrani',
  ),
}

const turkish: NameCulture = {
  code: 'tr',
  script: 'Latin',
  share: 12,
  country: 'TUR',
  custom: 'no middle name',
  female: list('Ayşe, Zeynep, Elif, Özge, Gülşah, Şeyma, Çiğdem, Işıl, İrem, Tuğba, Nazlı, Aslı'),
  male: list('Mehmet, Emre, Oğuz, Çağrı, İbrahim, Şükrü, Ömer, Kağan, Yiğit, Ümit, Barış, Işık'),
  family: list(
    'Yılmaz, Kaya, Demir, Şahin, Çelik, Yıldız, Öztürk, Aydın, Özdemir, Arslan, Doğan, Kılıç, Çetin, İnce, Güneş',
  ),
}

const nigerian: NameCulture = {
  code: 'yo',
  script: 'Latin',
  share: 20,
  country: 'NGA',
  female: list(`
    Adaeze, Chinwe, Ngozi, Folaṣadé, Títílayọ̀, Ifeoma, Adébísí, Yẹ́misí, Amarachi, Uchenna, Nkechi, Oluwaseun, Halima,
    Ṣadé, Chidimma, Bọ́láńlé`),
  male: list(`
    Chinedu, Emeka, Olúṣẹ́gun, Babátúndé, Adéwálé, Ikechukwu, Obinna, Kẹ́hìndé, Táíwò, Chukwuemeka, Musa, Abdulkadir,
    Ayọ̀délé, Ṣẹ́gun, Nnamdi, Oluwadamilare`),
  family: list(`
    Okafor, Okonkwo, Adéyemí, Ọláṣadé, Nwosu, Eze, Balogun, Adéníyì, Ògúnbánjọ, Ìbíròńkẹ́, Chukwu, Nnadi, Onyekachukwu,
    Bello, Danjuma, Ọbásanyà, Uzoamaka-Eze, Nwachukwu, Oyèlówò`),
}

const ghanaian: NameCulture = {
  code: 'ak',
  script: 'Latin',
  share: 6,
  country: 'GHA',
  female: list('Abena, Akosua, Efua, Ama, Adwoa, Yaa, Esi, Afia, Nana Ama, Dzifa'),
  male: list('Kofi, Kwame, Kwabena, Yaw, Kojo, Kweku, Nii, Kwadwo, Elorm, Sɛlɔm'),
  family: list(
    'Mensah, Owusu, Boateng, Asante, Osei, Agyeman, Amoah, Quaye, Sarpɔŋ, Addo-Danquah, Nkansah, Kɔmla',
  ),
}

const eastAfrican: NameCulture = {
  code: 'sw',
  script: 'Latin',
  share: 8,
  country: 'KEN',
  female: list(
    "Wanjiku, Achieng, Nyambura, Zawadi, Neema, Asha, Atieno, Ng'endo, Mumbi, Hodan, Amina, Makena",
  ),
  male: list(
    "Kamau, Otieno, Juma, Baraka, Ochieng', Mwangi, Abdi, Kiprop, Ng'ang'a, Tumaini, Njoroge, Hassan",
  ),
  family: list(`
    Kamau, Otieno, Mwangi, Wanjala, Kipchoge, Ouma, Ndung'u, Thiong'o, Mutua, Nyerere, Mohamed, Warsame, Ng'weno,
    Tesfaye, Habtemariam`),
}

export const africanAndWestAsianNamesInLatin: readonly NameCulture[] = [
  arabic,
  persian,
  turkish,
  nigerian,
  ghanaian,
  eastAfrican,
]
