import { list, type NameCulture } from './culture.ts'

const german: NameCulture = {
  code: 'de',
  script: 'Latin',
  share: 30,
  country: 'DEU',
  female: list(`
    Anna, Lena, Leonie, Johanna, Katharina, Jördis, Käthe, Frieda, Greta, Ursula, Brigitte, Heike, Änne,
    Maximiliane Friederike, Marlene, Sophie, Elsbeth, Wiebke, Rosalinde, Mechthild`),
  male: list(`
    Lukas, Jonas, Felix, Maximilian, Jürgen, Jörg, Günther, Björn, Sören, Matthias, Karl-Heinz, Friedrich, Ulrich,
    Tobias, Götz, Rüdiger, Stefan, Wolfgang, Hans-Joachim, Moritz`),
  family: list(`
    Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schäfer, Koch, Krüger, Weiß, Groß, Strauß,
    Schröder, König, Jäger, Böhm, Größl, Vogel, Hübner, Möller, von Hohenstein, von und zu Falkenburg-Rothenau,
    Zimmermann, Schwarzenberger-Huber, Überall, Östreicher, Breitenbacher-Schnarrenberg, Kühn`),
}

const dutch: NameCulture = {
  code: 'nl',
  script: 'Latin',
  share: 18,
  country: 'NLD',
  female: list(
    'Sanne, Femke, Noor, Lotte, Anouk, Maaike, Fleur, Renée, Saskia, Marijke, Loïs, Janneke, Wendeline',
  ),
  male: list('Daan, Bram, Sem, Thijs, Jeroen, Pieter, Joost, Willem, Cornelis, Koen, Gijs, Sjoerd, Daniël'),
  family: list(`
    de Jong, Jansen, de Vries, van den Berg, van Dijk, Bakker, Visser, Smit, Meijer, de Boer, Mulder, van der Meer,
    Bos, Vos, 't Hart, van 't Hof, van der Wal, Dekker, IJsseldijk, Brouwer, ten Broek, op den Camp, Zuiderveld`),
}

const swedish: NameCulture = {
  code: 'sv',
  script: 'Latin',
  share: 12,
  country: 'SWE',
  female: list('Elsa, Astrid, Ebba, Åsa, Märta, Linnéa, Kerstin, Birgitta, Freja, Sigrid, Ylva, Annika'),
  male: list('Oskar, Lars, Nils, Åke, Göran, Jörgen, Björn, Anders, Håkan, Gustav, Sven-Erik, Måns'),
  family: list(`
    Andersson, Johansson, Karlsson, Nilsson, Larsson, Lindqvist, Sjöberg, Åkerström, Öberg, Bergström, Nyström,
    Hägglund, Strömberg, af Klinten, Ek, Wallin`),
}

const danishAndNorwegian: NameCulture = {
  code: 'da',
  script: 'Latin',
  share: 12,
  country: 'DNK',
  female: list('Ida, Freja, Kirsten, Inger, Bodil, Maja, Solveig, Ragnhild, Tuva, Åse, Birthe, Gøril'),
  male: list('Søren, Jørgen, Rasmus, Mads, Bjørn, Øyvind, Håkon, Kåre, Leif, Magnus, Torbjørn, Asbjørn'),
  family: list(`
    Jensen, Nielsen, Hansen, Sørensen, Jørgensen, Kjær, Østergaard, Nørgaard, Bjørnstad, Ødegård, Bakke, Haugen,
    Grønlund, Mæland, Skjærvø, Åsen`),
}

const icelandic: NameCulture = {
  code: 'is',
  script: 'Latin',
  share: 3,
  country: 'ISL',
  custom: 'no middle name',
  female: list('Guðrún, Sigríður, Kristín, Þóra, Ásta, Ragnheiður, Björk, Þórdís, Hrafnhildur, Eydís'),
  male: list('Jón, Guðmundur, Þór, Ólafur, Sigurður, Árni, Þorsteinn, Ægir, Björgvin, Ísleifur'),
  family: list('Jónsson, Sigurðsson, Guðmundsson, Þórsson, Ólafsson, Árnason, Ægisson, Björnsson'),
  familyFemale: list(
    'Jónsdóttir, Sigurðardóttir, Guðmundsdóttir, Þórsdóttir, Ólafsdóttir, Árnadóttir, Ægisdóttir, Björnsdóttir',
  ),
}

export const germanicNames: readonly NameCulture[] = [german, dutch, swedish, danishAndNorwegian, icelandic]
