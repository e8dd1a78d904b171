import { list, type NameCulture } from './culture.ts'

const english: NameCulture = {
  code: 'en',
  script: 'Latin',
  share: 236,
  country: 'USA',
  female: list(`
    Emma, Olivia, Ava, Sophia, Isabella, Mia, Charlotte, Amelia, Harper, Evelyn, Abigail, Emily, Elizabeth, Avery,
    Ella, Scarlett, Grace, Chloe, Victoria, Riley, Aria, Lily, Aubrey, Zoey, Hannah, Lillian, Addison, Layla,
    Natalie, Brooklyn, Samantha, Leah, Audrey, Claire, Savannah, Skylar, Paisley, Nora, Hazel, Kennedy, Aaliyah,
    Jessica, Ashley, Sarah, Amanda, Jennifer, Stephanie, Nicole, Megan, Rachel, Lauren, Kayla, Brittany, Danielle,
    Rebecca, Michelle, Kimberly, Courtney, Jasmine, Imani, Ebony, Keisha, Tiffany, Whitney, Katherine, Margaret,
    Dorothy, Ruth, Joan, Patricia, Susan, Deborah, Cynthia, Mary-Kate, Anne-Marie, LaToya, De’Asia, Zoë, Chloë`),
  male: list(`
    Liam, Noah, William, James, Benjamin, Lucas, Henry, Alexander, Mason, Michael, Ethan, Daniel, Jacob, Logan,
    Jackson, Levi, Sebastian, Jack, Theodore, Owen, Samuel, Matthew, Joseph, John, David, Wyatt, Carter, Julian,
    Luke, Grayson, Isaac, Jayden, Gabriel, Anthony, Dylan, Lincoln, Thomas, Maverick, Elijah, Josiah, Charles,
    Christopher, Andrew, Joshua, Nathan, Caleb, Ryan, Adrian, Miles, Eli, Nolan, Christian, Aaron, Cameron,
    Ezekiel, Colton, Hunter, Robert, Austin, Jordan, Jamal, Malik, Darnell, Terrence, DeShawn, Tyrone, Marcus,
    Richard, Kenneth, Steven, Edward, Brian, Ronald, George, Timothy, Jeffrey, Gary, Stephen, Raymond, Walter`),
  family: list(`
    Smith, Johnson, Williams, Brown, Jones, Davis, Miller, Wilson, Moore, Taylor, Anderson, Thomas, Jackson, White,
    Harris, Martin, Thompson, Robinson, Clark, Lewis, Lee, Walker, Hall, Allen, Young, King, Wright, Hill, Scott,
    Green, Adams, Baker, Nelson, Carter, Mitchell, Roberts, Turner, Phillips, Campbell, Parker, Edwards, Collins,
    Stewart, Morris, Rogers, Reed, Cook, Bell, Bailey, Cooper, Richardson, Cox, Howard, Ward, Peterson, Gray,
    Watson, Brooks, Sanders, Price, Bennett, Wood, Barnes, Ross, Henderson, Coleman, Jenkins, Perry, Powell, Long,
    Patterson, Hughes, Washington, Butler, Simmons, Foster, Bryant, Alexander, Russell, Griffin, Hayes, Ford,
    Hamilton, Graham, Sullivan, Wallace, Woods, Cole, West, Freeman, Mason, Booker, Jefferson, Banks, Whitfield,
    Ashworth, Thistlethwaite, Featherstonehaugh, Winterbourne, St. Clair, Van Buren, De La Warr, Null, Ng-Baker`),
}

const irishAndScottish: NameCulture = {
  code: 'en-IE',
  script: 'Latin',
  share: 38,
  country: 'IRL',
  female: list(`
    Aoife, Siobhán, Niamh, Caoimhe, Saoirse, Róisín, Gráinne, Orla, Fiona, Máiréad, Bríd, Eilidh, Mairi, Isla,
    Kirsty, Catriona, Maeve, Ciara, Deirdre, Sinéad, Úna, Ailsa`),
  male: list(`
    Seán, Patrick, Conor, Cian, Oisín, Tadhg, Pádraig, Eoin, Darragh, Fergus, Callum, Hamish, Angus, Ruairí,
    Diarmuid, Rory, Declan, Fionn, Brendan, Lachlan, Malachy, Iain`),
  family: list(`
    O'Brien, O'Connor, O'Neill, O'Sullivan, O'Reilly, O'Doherty, O'Malley, O'Shaughnessy, Ó Súilleabháin,
    Ní Dhomhnaill, Mac Giolla Phádraig, McCarthy, McDonald, MacKenzie, MacLeod, McLaughlin, Fitzgerald, Fitzpatrick,
    Kelly, Murphy, Walsh, Byrne, Ryan, Gallagher, Doyle, Kennedy, Quinn, Nolan, Brennan, Burke, Campbell, Stewart,
    Robertson, Fraser, Sinclair, Urquhart, Dalziel, O’Keeffe`),
}

const welsh: NameCulture = {
  code: 'cy',
  script: 'Latin',
  share: 6,
  country: 'GBR',
  female: list('Siân, Nia, Cerys, Eleri, Angharad, Lowri, Rhiannon, Mair, Ffion, Gwenllïan, Catrin, Bethan'),
  male: list('Dafydd, Rhys, Gareth, Iwan, Llŷr, Gethin, Emyr, Owain, Geraint, Huw, Siôn, Tomos'),
  family: list(`
    Jones, Davies, Evans, Thomas, Griffiths, Llewellyn, Pritchard, Gwyn, ap Rhys, Rhydderch, Prys-Owen, Bevan,
    Cadwaladr, Vaughan`),
}

export const englishNames: readonly NameCulture[] = [english, irishAndScottish, welsh]

/** Short forms that people use instead of the given name on their papers. */
export const shortForms: Readonly<Record<string, string>> = {
  Abigail: 'Abby',
  Alexander: 'Alex',
  Amanda: 'Mandy',
  Andrew: 'Drew',
  Anthony: 'Tony',
  Benjamin: 'Ben',
  Charles: 'Chuck',
  Charlotte: 'Charlie',
  Christopher: 'Chris',
  Daniel: 'Dan',
  Deborah: 'Deb',
  Dorothy: 'Dot',
  Edward: 'Ted',
  Elizabeth: 'Liz',
  Evelyn: 'Evie',
  Isabella: 'Bella',
  Jackson: 'Jack',
  Jacob: 'Jake',
  James: 'Jim',
  Jennifer: 'Jen',
  Jessica: 'Jess',
  Joseph: 'Joe',
  Joshua: 'Josh',
  Katherine: 'Kate',
  Kimberly: 'Kim',
  Margaret: 'Peggy',
  Matthew: 'Matt',
  Michael: 'Mike',
  Nicole: 'Nikki',
  Patricia: 'Trish',
  Patrick: 'Paddy',
  Raymond: 'Ray',
  Rebecca: 'Becca',
  Richard: 'Rick',
  Robert: 'Bob',
  Samantha: 'Sam',
  Samuel: 'Sam',
  Stephanie: 'Steph',
  Steven: 'Steve',
  Theodore: 'Theo',
  Timothy: 'Tim',
  Victoria: 'Vicky',
  William: 'Bill',
}
