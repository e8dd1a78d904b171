import { list, type NameCulture } from './culture.ts'

const spanish: NameCulture = {
  code: 'es',
  script: 'Latin',
  share: 110,
  country: 'MEX',
  custom: 'two family names',
  female: list(`
    María, Guadalupe, Sofía, Valentina, Camila, Isabela, Lucía, Ximena, Mariana, Daniela, Gabriela, Alejandra,
    Fernanda, Paola, Verónica, Rocío, Inés, Begoña, Concepción, Dolores, Esperanza, Itzel, Xóchitl, Yolanda,
    María José, María del Carmen, Ana Sofía, Luz Marina, Araceli, Belén, Noemí, Zulema`),
  male: list(`
    José, Juan, Luis, Carlos, Jesús, Miguel, Ángel, Diego, Santiago, Mateo, Sebastián, Andrés, Joaquín, Martín,
    Alejandro, Fernando, Ricardo, Eduardo, Raúl, Óscar, Héctor, Víctor, Iván, Rubén, Tomás, Agustín, Íñigo,
    José Luis, Juan Pablo, Francisco Javier, Cuauhtémoc, Nicolás`),
  family: list(`
    García, Martínez, Rodríguez, López, Hernández, González, Pérez, Sánchez, Ramírez, Torres, Flores, Rivera,
    Gómez, Díaz, Cruz, Morales, Reyes, Gutiérrez, Ortiz, Chávez, Ramos, Ruiz, Álvarez, Mendoza, Vásquez, Castillo,
    Jiménez, Moreno, Romero, Herrera, Medina, Aguilar, Vargas, Guzmán, Méndez, Muñoz, Peña, Núñez, Acuña, Ibáñez,
    Zúñiga, Treviño, Cárdenas, Ríos, Ávila, Delgado, de la Cruz, de León, Del Valle, Argüelles, Etxeberria,
    Montes de Oca, Ponce de León`),
}

const portuguese: NameCulture = {
  code: 'pt',
  script: 'Latin',
  share: 28,
  country: 'BRA',
  custom: 'two family names',
  female: list(`
    Ana, Beatriz, Mariana, Inês, Júlia, Letícia, Fernanda, Patrícia, Luísa, Conceição, Joana, Débora, Thaís,
    Vitória, Ana Clara, Maria Eduarda`),
  male: list(`
    João, Pedro, Tiago, Lucas, Gonçalo, Rafael, Vinícius, Luís, António, Antônio, Caio, Estêvão, Thiago, Otávio,
    João Pedro, Sérgio`),
  family: list(`
    Silva, Santos, Oliveira, Souza, Pereira, Costa, Ferreira, Almeida, Gonçalves, Araújo, Conceição, Magalhães,
    Guimarães, Simões, Brandão, da Silva, dos Santos, de Azevedo, Cardoso, Teixeira, Falcão, Assunção, Fagundes`),
}

const french: NameCulture = {
  code: 'fr',
  script: 'Latin',
  share: 28,
  country: 'FRA',
  female: list(`
    Camille, Léa, Manon, Chloé, Inès, Zoé, Élise, Amélie, Aurélie, Céline, Hélène, Geneviève, Marie-Claire,
    Françoise, Anaïs, Maëlle, Solène, Éloïse, Noémie, Océane`),
  male: list(`
    Louis, Gabriel, Raphaël, Hugo, Étienne, François, Jérôme, Benoît, Frédéric, Loïc, Jean-Baptiste, Théo, Rémi,
    Gaël, Maël, Jean-Luc, Stéphane, Cédric, Aimé, Yves`),
  family: list(`
    Martin, Bernard, Dubois, Lefèvre, Moreau, Girard, Beauchêne, Mercier, Boyer, Lévesque, Côté, Gagné, Bélanger,
    Tremblay, Desrosiers, Saint-Pierre, Le Goff, d'Aubigné, L'Heureux, Fréchette, Crépin, de La Fontaine, Noël,
    Œuvrard, Hébert, Lemaître, Boisvert`),
}

const italian: NameCulture = {
  code: 'it',
  script: 'Latin',
  share: 25,
  country: 'ITA',
  female: list(`
    Giulia, Chiara, Francesca, Alessia, Martina, Sara, Giorgia, Elena, Lucia, Caterina, Niccolina, Beatrice,
    Annunziata, Maria Grazia, Noemi, Ilaria`),
  male: list(`
    Marco, Alessandro, Giuseppe, Luca, Matteo, Lorenzo, Andrea, Francesco, Giovanni, Niccolò, Salvatore, Vincenzo,
    Davide, Pier Paolo, Raffaele, Tommaso`),
  family: list(`
    Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti,
    De Luca, Di Giacomo, D'Angelo, D'Amico, Dell'Acqua, Della Rovere, Lo Presti, Nicolò, Fabbri, Santoro, Caputo`),
}

const romanian: NameCulture = {
  code: 'ro',
  script: 'Latin',
  share: 8,
  country: 'ROU',
  female: list(
    'Ioana, Andreea, Mihaela, Elena, Roxana, Ștefania, Măriuca, Crenguța, Anca, Ileana, Denisa, Raluca',
  ),
  male: list(
    'Andrei, Ștefan, Mihai, Ionuț, Răzvan, Bogdan, Cătălin, Vlăduț, Horațiu, Radu, Dragoș, Cristian',
  ),
  family: list(`
    Popescu, Ionescu, Munteanu, Rădulescu, Șerban, Țurcanu, Stănescu, Brâncoveanu, Moldoveanu, Vâlcu, Constantinescu,
    Ciobanu, Ungureanu, Bălan`),
}

const catalanAndBasque: NameCulture = {
  code: 'ca',
  script: 'Latin',
  share: 4,
  country: 'ESP',
  custom: 'two family names',
  female: list('Núria, Montserrat, Laia, Mercè, Neus, Ainhoa, Nekane, Itziar, Meritxell, Garazi'),
  male: list('Jordi, Oriol, Martí, Pau, Cesc, Iker, Koldo, Eneko, Arnau, Unai'),
  family: list(`
    Puig, Vila, Ferrer, Soler, Rovira, Bonet, Castellà, Gràcia, Etxebarria, Agirre, Goikoetxea, Zubizarreta,
    Urrutia, Muñagorri`),
}

const maltese: NameCulture = {
  code: 'mt',
  script: 'Latin',
  share: 2,
  country: 'MLT',
  female: list('Ġorġina, Marija, Ċettina, Maħbuba, Rita, Żeża'),
  male: list('Ġanni, Mikiel, Żaren, Karmnu, Ġużeppi, Pawlu'),
  family: list('Borg, Camilleri, Vella, Farrugia, Għarb, Xuereb, Buttiġieġ, Żahra, Mifsud, Ħaber'),
}

export const romanceNames: readonly NameCulture[] = [
  spanish,
  portuguese,
  french,
  italian,
  romanian,
  catalanAndBasque,
  maltese,
]
