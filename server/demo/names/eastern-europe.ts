import { list, type NameCulture } from './culture.ts'

const polishFamily = list(`
  Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński, Szymański, Woźniak, Dąbrowski,
  Kozłowski, Jankowski, Mazur, Krawczyk, Piotrowski, Grabowski, Pawłowski, Michałowski, Żółtowski, Brzęczyszczykiewicz,
  Łuczak, Źrebiec, Śliwiński`)

const polish: NameCulture = {
  code: 'pl',
  script: 'Latin',
  share: 22,
  country: 'POL',
  female: list(`
    Zuzanna, Małgorzata, Agnieszka, Katarzyna, Bożena, Grażyna, Łucja, Świętosława, Elżbieta, Joanna, Magdalena,
    Żaneta, Aleksandra, Weronika`),
  male: list(`
    Jakub, Michał, Paweł, Łukasz, Krzysztof, Grzegorz, Wojciech, Stanisław, Zbigniew, Andrzej, Bartłomiej, Mieczysław,
    Przemysław, Rafał`),
  family: polishFamily,
  familyFemale: polishFamily.map(name => name.replace(/ski$/, 'ska').replace(/cki$/, 'cka')),
}

const czechFamily = list(`
  Novák, Svoboda, Dvořák, Černý, Procházka, Kučera, Veselý, Horák, Němec, Pokorný, Růžička, Šťastný, Řezníček, Žižka`)

const czech: NameCulture = {
  code: 'cs',
  script: 'Latin',
  share: 10,
  country: 'CZE',
  custom: 'no middle name',
  female: list(
    'Tereza, Eliška, Kateřina, Lucie, Božena, Žofie, Markéta, Zdeňka, Ľubica, Alžbeta, Šárka, Věra',
  ),
  male: list('Jiří, Tomáš, Ondřej, Matěj, Vojtěch, Štěpán, Přemysl, Zdeněk, Ľudovít, Juraj, Bedřich, Lukáš'),
  family: czechFamily,
  familyFemale: list(`
    Nováková, Svobodová, Dvořáková, Černá, Procházková, Kučerová, Veselá, Horáková, Němcová, Pokorná, Růžičková,
    Šťastná, Řezníčková, Žižková`),
}

const hungarian: NameCulture = {
  code: 'hu',
  script: 'Latin',
  share: 8,
  country: 'HUN',
  female: list(
    'Anna, Zsófia, Eszter, Ágnes, Erzsébet, Réka, Csilla, Tünde, Enikő, Boglárka, Orsolya, Ildikó',
  ),
  male: list('Bence, Máté, László, István, György, Zoltán, Balázs, Gergő, Ödön, Árpád, Csaba, Dezső'),
  family: list(
    'Nagy, Kovács, Tóth, Szabó, Horváth, Kiss, Molnár, Németh, Győri, Szűcs, Kőszegi, Ördög, Fehérváry',
  ),
}

const croatian: NameCulture = {
  code: 'hr',
  script: 'Latin',
  share: 10,
  country: 'HRV',
  custom: 'no middle name',
  female: list('Ivana, Ana, Marija, Željka, Snježana, Đurđica, Ljiljana, Špela, Anđela, Katica, Tea, Jasna'),
  male: list('Ivan, Luka, Marko, Željko, Šime, Đuro, Zvonimir, Matija, Anže, Borut, Dženan, Nenad'),
  family: list(`
    Horvat, Kovačević, Babić, Marić, Jurić, Novaković, Đurić, Šarić, Žižić, Krčmar, Čečuk, Njegoš, Ljubičić, Smrekar,
    Hadžihafizbegović, Zupančič`),
}

const albanian: NameCulture = {
  code: 'sq',
  script: 'Latin',
  share: 3,
  country: 'ALB',
  custom: 'no middle name',
  female: list('Drita, Ermira, Flutura, Mirjeta, Blerta, Zëra, Ajkuna, Vjosa'),
  male: list('Arben, Besnik, Gëzim, Luan, Skënder, Përparim, Ilir, Agron'),
  family: list('Hoxha, Shehu, Çela, Gjoka, Përmeti, Leka, Dervishi, Ndoja, Xhaferi, Krasniqi'),
}

const finnish: NameCulture = {
  code: 'fi',
  script: 'Latin',
  share: 6,
  country: 'FIN',
  female: list(
    'Aino, Eeva, Päivi, Anna-Liisa, Kyllikki, Tuulikki, Sirpa, Helmi, Hannele, Päivikki, Marjatta, Outi',
  ),
  male: list('Juhani, Väinö, Eero, Mikko, Jyrki, Pekka, Yrjö, Tapio, Heikki, Olavi, Sampo, Ville'),
  family: list(
    'Korhonen, Virtanen, Mäkinen, Nieminen, Hämäläinen, Järvinen, Lähteenmäki, Koskela, Yli-Hukkala, Öhman',
  ),
}

const lithuanian: NameCulture = {
  code: 'lt',
  script: 'Latin',
  share: 6,
  country: 'LTU',
  custom: 'no middle name',
  female: list('Rūta, Eglė, Jūratė, Žydrė, Austėja, Gintarė, Miglė, Živilė'),
  male: list('Jonas, Vytautas, Mindaugas, Žygimantas, Tomas, Kęstutis, Šarūnas, Ąžuolas'),
  family: list('Kazlauskas, Petrauskas, Jankauskas, Žukauskas, Butkus, Paulauskas, Šimkus, Čepaitis'),
  familyFemale: list(
    'Kazlauskienė, Petrauskaitė, Jankauskienė, Žukauskaitė, Butkutė, Paulauskaitė, Šimkutė, Čepaitytė',
  ),
}

const latvian: NameCulture = {
  code: 'lv',
  script: 'Latin',
  share: 3,
  country: 'LVA',
  custom: 'no middle name',
  female: list('Līga, Inese, Dzintra, Zane, Kristīne, Ieva, Ņina, Aļona'),
  male: list('Jānis, Andris, Juris, Mārtiņš, Kārlis, Ģirts, Ēriks, Krišjānis'),
  family: list('Bērziņš, Kalniņš, Ozoliņš, Liepiņš, Krūmiņš, Zariņš, Ābols, Ķēniņš'),
  familyFemale: list('Bērziņa, Kalniņa, Ozoliņa, Liepiņa, Krūmiņa, Zariņa, Ābola, Ķēniņa'),
}

const estonian: NameCulture = {
  code: 'et',
  script: 'Latin',
  share: 3,
  country: 'EST',
  custom: 'no middle name',
  female: list('Kadri, Liis, Triin, Tõnija, Õnne, Külli, Ülle, Maarja'),
  male: list('Jüri, Tõnu, Ülo, Märt, Priit, Jaan, Sõren, Kaarel'),
  family: list('Tamm, Saar, Sepp, Mägi, Kask, Pärn, Põld, Õunapuu, Rebane, Jõgi'),
}

export const easternEuropeanNames: readonly NameCulture[] = [
  polish,
  czech,
  hungarian,
  croatian,
  albanian,
  finnish,
  lithuanian,
  latvian,
  estonian,
]
