import type { DemoStatistic, DemoUserNote } from './demo-user.ts'
import { chance, pick, type Random, weighted } from './random.ts'
import { departments, type SchoolCode } from './statistics-codes.ts'

/** What ties a user to a part of the university. */
export type Affiliation = {
  department: string
  campus_code: string
  job_description: string | null
  user_title: string | null
  statistics: readonly DemoStatistic[]
}

const schoolDraw = weighted<SchoolCode>([
  ['ARTS', 20],
  ['SCIENCE', 20],
  ['ENGINEERING', 15],
  ['BUSINESS', 14],
  ['EDUCATION', 9],
  ['NURSING', 8],
  ['MEDICINE', 6],
  ['LAW', 5],
  ['MUSIC', 3],
])

const facultyRanks = [
  'Professor',
  'Associate Professor',
  'Assistant Professor',
  'Lecturer',
  'Emeritus Professor',
]
const staffJobs = [
  'Program Coordinator',
  'Research Technician',
  'Administrative Assistant',
  'Lab & Safety Manager',
]

/** School, department, campus, job and statistics of a user of the group. */
export const affiliationOf = (random: Random, group: string, sex: 'female' | 'male'): Affiliation => {
  const school = pick(random, schoolDraw)
  const department = pick(random, departments[school])
  const isDistance = (group === 'UNDERGRAD' || group === 'GRAD') && chance(random, 0.08)
  const isHealth = school === 'NURSING' || school === 'MEDICINE'
  return {
    department,
    campus_code: isDistance ? 'ONLINE' : isHealth ? 'LAKESIDE' : 'NORTH',
    job_description: jobOf(random, group, department),
    user_title: titleOf(random, group, sex),
    statistics: statisticsOf(random, { group, school, isDistance }),
  }
}

const jobOf = (random: Random, group: string, department: string): string | null => {
  if (group === 'FACULTY') return `${pick(random, facultyRanks)}, ${department}`
  if (group === 'STAFF') return `${pick(random, staffJobs)}, ${department}`
  return null
}

const titleOf = (random: Random, group: string, sex: 'female' | 'male'): string | null => {
  if (group === 'FACULTY') return chance(random, 0.5) ? 'PROF' : 'DR'
  if (!chance(random, 0.15)) return null
  return sex === 'male' ? 'MR' : pick(random, ['MS', 'MS', 'MRS'])
}

type Study = { group: string; school: SchoolCode; isDistance: boolean }

const statisticsOf = (random: Random, { group, school, isDistance }: Study): readonly DemoStatistic[] => {
  if (group === 'ALUMNI' || group === 'VISITOR' || group === 'COURTESY') return []
  const statistics = [statistic(school, 'SCHOOL')]
  if (group === 'UNDERGRAD')
    statistics.push(statistic(pick(random, ['YEAR1', 'YEAR2', 'YEAR3', 'YEAR4']), 'LEVEL'))
  if (group === 'GRAD') statistics.push(statistic(pick(random, ['MASTERS', 'MASTERS', 'DOCTORAL']), 'LEVEL'))
  if (group === 'UNDERGRAD' || group === 'GRAD') {
    const attendance = isDistance ? 'DISTANCE' : chance(random, 0.85) ? 'FULLTIME' : 'PARTTIME'
    statistics.push(statistic(attendance, 'ATTENDANCE'))
  }
  return statistics
}

const statistic = (category: string, type: string): DemoStatistic => ({
  statistic_category: category,
  category_type: type,
  statistic_note: null,
})

const registrarNotes = [
  'Dual degree: Law & Business.',
  'Leave of absence until next term.',
  'Name change in progress; see case file <NC>.',
  'Transcript held: balance > $50 at the bursar.',
  'Exchange student, term "abroad" confirmed.',
  'Bitte Post nur an die Heimatadresse.',
] as const

/** Notes that the student system sends along, for few users. */
export const registrarNotesOf = (random: Random): readonly DemoUserNote[] =>
  chance(random, 0.03)
    ? [
        {
          note_type: chance(random, 0.8) ? 'REGISTRAR' : 'ADDRESS',
          note_text: pick(random, registrarNotes),
          user_viewable: false,
          popup_note: false,
        },
      ]
    : []
