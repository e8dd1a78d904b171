/**
 * Codes that Alma's descriptions name for operations which Carrel answers, and that cannot happen here, with the reason.
 * The same table stands in docs/alma-api.md.
 */
export const neverAnswered: readonly (readonly [codes: string, reason: string])[] = [
  [
    '60100, 60258, 60340, 60349',
    'Nobody has published when Alma answers them; whatever is refused here has another code.',
  ],
  ['401652', 'General error of loans and requests; 402119 says the same, with the reason.'],
  [
    '60224, 60225, 60227, 60228, 60231, 60232',
    'There is no fulfillment network to look up; an institution that is no partner is 401651.',
  ],
  ['60309, 60310', 'Nothing is delivered to addresses; a request for that is 60308.'],
  ['60325, 60326, 60327, 60328', 'Nothing is fetched from other institutions; a request for that is 60324.'],
  [
    '60330, 60331, 401684',
    'They are about digitization and booking; requests are holds, and others are 401136.',
  ],
  [
    '401933, 401934, 402205',
    'They are about the steps of a digitization request; there is none, which is 401907 or 401932.',
  ],
  [
    '401604, 401607, 401608, 401768, 402039, 402362, 40166412, 40166422, 40166425, 40166426, 40166450',
    'There is no resource sharing: every new request is 401859.',
  ],
  [
    '60221, 60270, 60271, 60272, 60273, 60274, 60275, 60277, 60278, 60279, 60280, 60281, 60282, 60283, 60329, 402469, 402880',
    'There are no purchase requests: every new one is 401873, and none has the id of a path, which is 60276.',
  ],
  ['60108, 60110', 'Members of a set can always be told, if there is the set.'],
  ['60205', 'All sets are of users, so any two can be combined.'],
  ['60336', 'Sets are not filtered by rules; who asks for that is told 60335.'],
  ['500127', 'It is about sets of titles.'],
  ['60333', 'Events of every feed are kept as long as its task.'],
  ['402224, 402225, 402226', 'Internal errors of Alma; those of Carrel are GENERAL_ERROR with HTTP 500.'],
  ['402231', 'Every job is one task.'],
  ['402249', 'Every job that can be told can be told to every key of the area.'],
  ['90102', 'No table is hidden.'],
  ['90127', 'The one mapping table can be changed.'],
  ['60299, 60300, 60301, 60302', 'Libraries have no locations here; who changes one is told 60297 or 60298.'],
  [
    '60179, 60180, 60181, 60182, 60183, 60184, 60185',
    'There are no reminders: a new one is 60177, every other 60178.',
  ],
]
