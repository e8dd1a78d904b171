type AmericanCity = { city: string; state: string; zip: string; area: string }

const city = (line: string): AmericanCity => {
  const [name = '', state = '', zip = '', area = ''] = line.split('|')
  return { city: name, state, zip, area }
}

/** Where American users live: city, state, first three digits of the postal code, telephone area code. */
export const americanCities: readonly AmericanCity[] = `
Chicago|IL|606|312
Rockford|IL|611|815
Peoria|IL|616|309
Springfield|IL|627|217
Urbana|IL|618|217
Evanston|IL|602|847
Aurora|IL|605|630
Milwaukee|WI|532|414
Madison|WI|537|608
Green Bay|WI|543|920
La Crosse|WI|546|608
Eau Claire|WI|547|715
St. Paul|MN|551|651
Duluth|MN|558|218
Des Moines|IA|503|515
Dubuque|IA|520|563
Gary|IN|464|219
South Bend|IN|466|574
Fort Wayne|IN|468|260
Kalamazoo|MI|490|269
Sault Ste. Marie|MI|497|906
Detroit|MI|482|313
Cleveland|OH|441|216
St. Louis|MO|631|314
Coeur d'Alene|ID|838|208
Truth or Consequences|NM|879|575
Brooklyn|NY|112|718
San José|CA|951|408
Cañon City|CO|812|719
El Paso|TX|799|915
Honolulu|HI|968|808
Anchorage|AK|995|907`
  .trim()
  .split('\n')
  .map(city)

export const americanStreets =
  `Maple, Oak, Birch, Sycamore, Juniper, Larkspur, Prairie View, Lakeshore, Old Mill, Quarry,
  Foundry, Meadowlark, Heron, Whippoorwill, Railroad, Chestnut, Second, Eleventh, Forty-Second, Lighthouse, Ferry, Orchard,
  Stonegate, Bluestem, County Line, King’s Mill, St. Brigid's, Martin Luther King Jr., O'Hara, Dr. E. Nuñez Memorial`
    .split(',')
    .map(street => street.trim())

export const streetKinds = ['St', 'Ave', 'Rd', 'Dr', 'Ln', 'Ct', 'Blvd', 'Way', 'Pkwy'] as const

export const residenceHalls = [
  'Birchwood Hall',
  'Lindqvist House',
  'Sojourner Hall',
  'Lakeview Towers A & B',
  'Whitcomb Quad',
  "St. Anselm's House",
  'Graduate Village',
  'Nightingale Hall',
] as const

export const officeBuildings = [
  'Hartwell Tower',
  'Chemistry & Biology Building',
  'Old Observatory',
  'Lakeside Clinical Building',
  'Brandt Engineering Center',
  'Founders Hall',
  'Conservatory',
  'Administration <West>',
] as const

type ForeignPlace = { cities: readonly string[]; street: string }

const place = (line: string): [country: string, place: ForeignPlace] => {
  const [country = '', cities = '', street = ''] = line.split('|')
  return [country, { cities: cities.split(', '), street }]
}

/** By country: cities, and a street where `#` stands for the house number. */
export const foreignPlaces: ReadonlyMap<string, ForeignPlace> = new Map(
  `
IRL|Dublin, Cork, Galway, Dún Laoghaire|# Harbour Terrace
GBR|Cardiff, Swansea, Leeds, Glasgow|# Chapel Lane
MEX|Monterrey, Puebla, Mérida, León|Calle Jacarandas #
BRA|São Paulo, Salvador, Curitiba, Belém|Rua das Acácias, #
FRA|Lyon, Nantes, Besançon, Nîmes|# rue de l'Église
ITA|Bologna, Torino, Palermo, Forlì|Via dei Tigli, #
ROU|București, Cluj-Napoca, Iași, Timișoara|Strada Teilor #
ESP|Barcelona, Bilbao, A Coruña, Cádiz|Carrer de la Font, #
MLT|Valletta, Żebbuġ, Ħamrun|# Triq il-Kbira
DEU|Köln, Göttingen, Würzburg, Leipzig|Lindenstraße #
NLD|Utrecht, Groningen, 's-Hertogenbosch|Molenstraat #
SWE|Göteborg, Malmö, Umeå, Växjö|Björkvägen #
DNK|Aarhus, Odense, Køge, Tromsø|Kirkegade #
ISL|Reykjavík, Akureyri, Ísafjörður|Lækjargata #
POL|Kraków, Łódź, Poznań, Wrocław|ul. Kwiatowa #
CZE|Brno, Plzeň, České Budějovice, Košice|Lipová #
HUN|Budapest, Szeged, Győr, Pécs|Petőfi utca #.
HRV|Zagreb, Split, Šibenik, Čakovec|Ulica lipa #
ALB|Tiranë, Shkodër, Vlorë|Rruga e Dëshmorëve #
FIN|Tampere, Oulu, Jyväskylä|Koivukatu #
LTU|Vilnius, Kaunas, Šiauliai|Liepų g. #
LVA|Rīga, Liepāja, Rēzekne|Brīvības iela #
EST|Tallinn, Tartu, Pärnu|Õuna tee #
CHN|Chengdu, Wuhan, Xi'an, Harbin|# Renmin Road
KOR|Busan, Daegu, Daejeon|#, Hakdong-ro
JPN|Ōsaka, Kyōto, Sapporo|1-#-3 Sakura-machi
VNM|Hà Nội, Đà Nẵng, Huế, Cần Thơ|# Đường Lê Lợi
IND|Pune, Chennai, Lucknow, Kochi|#, Gandhi Nagar, 2nd Cross
PHL|Quezon City, Cebu, Biñan|# Mabini Street
IDN|Bandung, Yogyakarta, Denpasar|Jl. Melati No. #
NZL|Auckland, Dunedin, Whangārei|# Pōhutukawa Road
EGY|Cairo, Alexandria, Aswan|# El-Nil Street
IRN|Isfahan, Shiraz, Tabriz|No. #, Hafez Alley
TUR|İzmir, Eskişehir, Şanlıurfa|Çınar Sokak No: #
NGA|Lagos, Ibadan, Enugu, Kano|# Ọlá Close
GHA|Accra, Kumasi, Tamale|House #, Palm Lane
KEN|Nairobi, Kisumu, Mombasa|Plot #, Acacia Road
KAZ|Almaty, Shymkent, Karaganda|Abay Avenue #
UKR|Lviv, Kharkiv, Odesa|vul. Sadova, #
BGR|Sofia, Plovdiv, Varna|ul. Roza #
SRB|Novi Sad, Niš, Čačak|Lipova #
GRC|Athína, Thessaloníki, Pátra|Odós Eleón #
JOR|Amman, Irbid, Zarqa|# Al-Zaytoun Street
ISR|Haifa, Be'er Sheva, Tel Aviv|# HaNassi Street
PAK|Lahore, Karachi, Peshawar|House #, Street 9
ARM|Yerevan, Gyumri|# Mashtots Ave
GEO|Tbilisi, Kutaisi, Batumi|# Rustaveli Ave
ETH|Addis Ababa, Hawassa, Mekelle|Kebele #
BGD|Dhaka, Sylhet, Khulna|House #, Road 4
THA|Chiang Mai, Khon Kaen, Bangkok|#/2 Soi Dokmai
KHM|Phnom Penh, Siem Reap|No. #, Street 178
MMR|Yangon, Mandalay|No. #, Padauk Street`
    .trim()
    .split('\n')
    .map(place),
)
