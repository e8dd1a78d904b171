import fc from 'fast-check'
import { linkKinds } from '../../../contract/links.ts'
import { addDays } from '../../calendar.ts'
import { completeElement, momentText } from '../../fields/complete.ts'
import type { Json } from '../../fields/document.ts'
import { segments } from '../../fields/segments.ts'
import type { ElementField, Field, Segment } from '../../fields/types.ts'
import { userFields } from '../../fields/user-fields.ts'
import type { PersonDocument } from '../../users/testing/people.ts'

export const today = '2026-11-20'

/** Texts that meet each other: accents, punctuation, other scripts, what LIKE and SQL might take for theirs. */
export const texts = [
  ...['Zoë', 'zoe', 'ZOE Maria', 'O’Neil', "O'Neil", 'oneil', 'Smith-Jones', 'smith', 'Straße'],
  ...['José Łukasz', 'Ærøskøbing', 'li', 'Li Wei', '王小明', '小明', 'Анна', 'محمد علي', 'שלום'],
  ...['Ελενη', 'ガク', '👩‍🚀', '%', '_', '50%', '100_000', 'a\\b', '$1', '-', ' ', 'null', '0', '007'],
  ...["x'; drop table fee; --", '{"a":1}'],
]

/** Characters whose folding is certain. */
const characters = [...`aAbBzZ019 éÉßøÑ-'.%_\\$?李小яعש`]

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 5 }) },
)

/** Code tables with labels, for those that the search box looks into. */
export const labels = {
  UserGroups: { UG: 'Undergraduate', PHD: 'Doctoral student', étu: 'Étudiant-visiteur', '50%': 'Half_time' },
  JobTitles: { LIB: 'Librarian', PROF: "Professor's chair", ug: 'Usher (ground)' },
  Campuses: { A: 'North lake', b: 'Straße' },
  UserBlockDescription: { A: 'Library fines', b: 'oneil' },
  UserBlockTypes: { A: 'General', '%': 'Half' },
  UserStatCategories: { 'C D': 'Étudiant', b: 'Zoology' },
  UserStatisticalTypes: { A: 'Faculty of Law' },
  'HFrUserRoles.roleType': {
    ...{ 200: 'Patron', INSTRUCTOR: 'Instructor' },
    ...{ 50: 'User Administrator', 32: 'Circulation Desk Operator' },
  },
}

const codesOf: Readonly<Record<string, string[]>> = {
  ContentStructureStatus: ['ACTIVE', 'INACTIVE'],
  AddNewUserOptions: ['STAFF', 'PUBLIC', 'CONTACT'],
  UserUserType: ['INTERNAL', 'EXTERNAL', 'INTEXTAUTH'],
  UserGroups: Object.keys(labels.UserGroups),
  JobTitles: Object.keys(labels.JobTitles),
  'HFrUserRoles.roleType': ['200', 'INSTRUCTOR', '50', '32'],
}

export const anyCode = (table: string | undefined): fc.Arbitrary<string> =>
  fc.constantFrom(...(codesOf[table ?? ''] ?? ['A', 'b', 'C D', '%']))

/** Dates around today, and some far away. */
export const anyDate: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) },
    fc.constantFrom(-40_000, -366, 400, 60_000),
  )
  .map(days => addDays(today, days))

/** Moments around midnight of today, in the form in which documents hold them. */
export const anyMoment: fc.Arbitrary<string> = fc
  .constantFrom(-86_400_000, -1, 0, 1, 500, 43_200_000, 86_399_999)
  .map(milliseconds => momentText(new Date(Date.parse(`${today}T00:00:00Z`) + milliseconds)))

function anyValue(field: Field | ElementField): fc.Arbitrary<Json> {
  switch (field.type) {
    case 'code':
      return anyCode(field.codeTable)
    case 'codes':
      return fc.uniqueArray(anyCode(field.codeTable), { maxLength: 3 })
    case 'boolean':
      return fc.boolean()
    case 'date':
      return anyDate
    case 'moment':
      return anyMoment
    case 'notices':
      return fc.dictionary(fc.constantFrom('A', 'B'), fc.boolean(), { noNullPrototype: true })
    case 'parameters':
      return fc.constantFrom(
        [{ type: 'CirculationDesk', value: 'A' }],
        [{ type: 'ServiceUnit', value: 'B', scope: 'C' }],
      )
    case 'user':
    case 'number':
      return fc.integer({ min: 1, max: 5 })
    default:
      return anyText
  }
}

const mustHave = new Set(['record_type', 'account_type', 'status'])

const scalars = fc.record(
  Object.fromEntries(
    userFields
      .filter(field => field.name !== 'primary_id')
      .map(field => [field.name, mustHave.has(field.name) ? anyValue(field) : sometimes(anyValue(field))]),
  ),
)

function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 3 })
}

/** The index of e-mails is their JSON: what JSON escapes cannot be found there. No address has it. */
const emailAddress = anyText.filter(text => !/[\\"]/.test(text))

function anyElement(segment: Segment): fc.Arbitrary<Record<string, Json>> {
  const valueFor = (field: ElementField) =>
    segment.kind === 'email' && field.name === 'address' ? emailAddress : anyValue(field)
  const fields = segment.fields.map(field => [
    field.name,
    field.required ? valueFor(field) : sometimes(valueFor(field)),
  ])
  return fc
    .record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<Json | undefined>>)
    .map(values => completeElement(segment.kind, values))
}

const elements = fc
  .tuple(...segments.map(segment => fc.array(anyElement(segment), { maxLength: 3 })))
  .map(lists =>
    Object.fromEntries(
      lists.flatMap((list, at) => list.map((one, index) => [`${segments[at]!.kind}/e${index}`, one])),
    ),
  )

/** Where the institution is: five hours behind UTC in November. */
export const timeZone = 'America/New_York'

/** Moments around midnight, there and in UTC. */
const anyUpdate: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(-29, -19, 0, 5, 12, 29), fc.constantFrom(-1, 0, 1))
  .map(([hours, milliseconds]) =>
    new Date(Date.parse(`${today}T00:00:00Z`) + hours * 3_600_000 + milliseconds).toISOString(),
  )

/** What hangs on a user in other tables, and when the record was changed. Balances are in cents. */
export type Belongings = {
  updatedAt: string
  fees: { status: string; cents: number }[]
  loans: { isReturned: boolean }[]
  requests: string[]
  links: string[]
  login: 'no_credential' | 'never' | 'once'
}

const belongings: fc.Arbitrary<Belongings> = fc.record({
  updatedAt: anyUpdate,
  fees: fc.array(
    fc.record({
      status: fc.constantFrom('ACTIVE', 'ACTIVE', 'CLOSED'),
      cents: fc.constantFrom(0, 5, 100, 1999, -500),
    }),
    { maxLength: 3 },
  ),
  loans: fc.array(fc.record({ isReturned: fc.boolean() }), { maxLength: 2 }),
  requests: fc.array(fc.constantFrom('NOT_STARTED', 'ON_HOLD_SHELF', 'COMPLETED', 'CANCELLED', 'EXPIRED'), {
    maxLength: 2,
  }),
  links: fc.array(fc.constantFrom(...linkKinds), { maxLength: 2 }),
  login: fc.constantFrom('no_credential', 'never', 'once'),
})

export type AnyPerson = { document: PersonDocument; belongings: Belongings }

/** People of an institution. Identifiers carry the index of their owner: no two may be the same. */
export function anyPeople(count: number): fc.Arbitrary<AnyPerson[]> {
  const person = fc.record({
    prefix: fc.constantFrom('p', 'exl_', 'EXL_', 'exlX', '00', 'é-'),
    scalars,
    elements,
    belongings,
  })
  return fc
    .array(person, { minLength: count, maxLength: count })
    .map(people => people.map((one, index) => ({ ...one, document: unique(one, index) })))
}

function unique(
  person: { prefix: string; scalars: object; elements: Record<string, Record<string, Json>> },
  index: number,
): PersonDocument {
  const named = Object.entries(person.elements).map(([path, element]) =>
    path.startsWith('identifier/')
      ? [path, { ...element, value: `${element['value']}#${index}${path.at(-1)}` }]
      : [path, element],
  )
  return { ...person.scalars, ...Object.fromEntries(named), primary_id: `${person.prefix}${index}` }
}
