import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Filter, searchIndexes } from '../../contract/filter.ts'
import { addDays } from '../calendar.ts'
import type { Context } from '../context.ts'
import { completeElement } from '../fields/complete.ts'
import { derivedFields } from '../fields/derived-fields.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { createSet } from '../sets/create-set.ts'
import { countUsers, facetUsers } from '../users/count-users.ts'
import { listUsers } from '../users/list-users.ts'
import { contextOf } from '../users/testing/people.ts'
import { compileFilter } from './compile.ts'
import { parseFilter, parseFilterText } from './parse.ts'
import { scopeFor } from './scope.ts'
import { matching } from './select-users.ts'
import { anyComparison, anyFilter } from './testing/arbitrary-filters.ts'
import { anyPeople, anyText, texts, timeZone, today } from './testing/arbitrary-people.ts'
import { evaluate, type Person, type World } from './testing/evaluate.ts'
import { fold } from './testing/fold.ts'
import { populate, worldOf } from './testing/populate.ts'

const numRuns = Number(process.env['CARREL_PROPERTY_RUNS'] ?? 120)
/** Repeats a run: the population comes from it too. */
const seed = Number(process.env['CARREL_PROPERTY_SEED'] ?? Date.now() % 0x7fff_ffff)

let server: TestServer
let ctx: Context
let people: Person[]
let world: World

beforeAll(async () => {
  server = await openTestServer()
  ctx = contextOf(server, { ...server.institution, timeZone })
  const [population] = fc.sample(anyPeople(60), { seed, numRuns: 1 })
  people = await populate(ctx, [...population!, ...onePerText])
  world = await worldOf(ctx, people, logicalFilters())
})
afterAll(() => server.close())

/** Whatever the random people have: each of the texts is somebody's first name and note. */
const onePerText = texts.map((text, index) => ({
  document: {
    primary_id: `text${index}`,
    first_name: text,
    'note/e0': completeElement('note', { note_type: 'A', text }),
    'phone/e0': completeElement('phone', { number: text }),
  },
  belongings: {
    ...{ updatedAt: `${today}T12:00:00Z`, fees: [], loans: [], requests: [], links: [] },
    login: 'never' as const,
  },
}))

function logicalFilters() {
  return [1, 2, 3, 4].map(
    offset => (setIds: number[]) =>
      fc.sample(anyFilter(setIds.slice(-3)), { seed: seed + offset, numRuns: 1 })[0]!,
  )
}

const setIds = () => [...world.sets.keys()]
const expected = (filter: Filter) =>
  people.filter(person => evaluate(filter, person, world)).map(person => person.userId)

async function selected(filter: Filter, among?: number[]): Promise<number[]> {
  const { rows } = await sql<{ user_id: number }>`
    select u.user_id from user_account u where ${await matching(ctx, filter, among)} order by 1`.execute(
    ctx.db,
  )
  return rows.map(row => row.user_id)
}

test('folding here is folding there, for every text of these tests', async () => {
  const all = [...new Set([...texts, ...fc.sample(anyText, { seed, numRuns: 300 })])]
  const { rows } = await sql<{ folded: string }>`
    select fold(text) as folded from unnest(${all}::text[]) with ordinality t(text, at) order by at`.execute(
    ctx.db,
  )
  expect(rows.map(row => row.folded)).toEqual(all.map(fold))
})

test('a filter selects exactly whom its evaluation selects, and its negation everybody else', async () => {
  await fc.assert(
    fc.asyncProperty(anyFilter(setIds()), async filter => {
      const wanted = expected(filter)
      expect(await selected(filter)).toEqual(wanted)
      const others = people.map(person => person.userId).filter(userId => !wanted.includes(userId))
      expect(await selected({ not: filter })).toEqual(others)
      const few = people.slice(10, 20).map(person => person.userId)
      expect(await selected(filter, few)).toEqual(wanted.filter(userId => few.includes(userId)))
    }),
    { seed, numRuns },
  )
})

/** Whom each of the filters selects, by one statement for all of them. */
async function selectedByEach(filters: readonly Filter[]): Promise<number[][]> {
  const scope = await scopeFor(ctx, { and: [...filters] })
  const columns = filters.map(filter => sql`coalesce(${compileFilter(filter, scope)}, false)`)
  const { rows } = await sql<{ user_id: number; matches: boolean[] }>`
    select u.user_id, array[${sql.join(columns)}] as matches from user_account u order by 1`.execute(ctx.db)
  return filters.map((_, at) => rows.flatMap(row => (row.matches[at] ? [row.user_id] : [])))
}

async function expectEachToAgree(filters: readonly Filter[]): Promise<void> {
  const found = await selectedByEach(filters)
  for (const [at, filter] of filters.entries()) {
    expect([JSON.stringify(filter), found[at]]).toEqual([JSON.stringify(filter), expected(filter)])
  }
}

const samplesOf = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { seed, numRuns: 12 })

test.each([...userFields, ...derivedFields].map(field => [field.name, field] as const))(
  'every comparison on %s means what its evaluation says',
  (_, field) => expectEachToAgree(samplesOf(anyComparison(field))),
)

test('a record was changed on the day that it was where the institution is, however days are compared', async () => {
  const field = 'updated_at'
  const days = [-3, -2, -1, 0, 1, 2]
  const ops = ['eq', 'lt', 'lte', 'gt', 'gte'] as const
  const dates = days.map(daysFromToday => addDays(today, daysFromToday))
  await expectEachToAgree([
    ...ops.flatMap(op => dates.map(value => ({ field, op, value }))),
    ...ops.flatMap(op => days.map(daysFromToday => ({ field, op, value: { daysFromToday } }))),
    ...dates.map(value => ({ field, op: 'in' as const, value: [value, '2001-01-01'] })),
    ...[{ field, op: 'empty' as const }, { not: { field, op: 'gte' as const, value: today } }],
  ])
})

test.each(segments.map(segment => [segment.kind, segment] as const))(
  'every comparison on an element of %s means what its evaluation says',
  async (kind, segment) => {
    for (const field of segment.fields) {
      const comparisons = samplesOf(anyComparison(field))
      await expectEachToAgree([
        { some: kind },
        ...comparisons.map(where => ({ some: kind, where })),
        ...comparisons.map(where => ({ not: { some: kind, where: { not: where } } })),
      ])
    }
  },
)

test('every text is taken literally, whatever LIKE, JSON or SQL might take it for', async () => {
  const comparisons = (field: string) =>
    texts.flatMap(value => (['eq', 'contains', 'starts'] as const).map(op => ({ field, op, value })))
  await expectEachToAgree(comparisons('first_name'))
  await expectEachToAgree(comparisons('text').map(where => ({ some: 'note', where })))
  await expectEachToAgree(comparisons('number').map(where => ({ some: 'phone', where })))
})

test.each(searchIndexes)('the index %s finds what its evaluation finds', async index => {
  const ids = people.flatMap(({ document }) => [
    String(document['primary_id']),
    String(document['last_name']),
  ])
  const words = [
    ...texts,
    ...ids.slice(0, 20),
    'ug',
    'UNDER',
    'étudiant',
    'half',
    "Professor's",
    '#1',
    '%',
    '_',
  ]
  await expectEachToAgree(words.map(search => ({ search, in: index })))
})

test('a filter survives being written as JSON, saved as a set, and named by a link', async () => {
  let saved = 0
  await fc.assert(
    fc.asyncProperty(anyFilter(setIds()), async filter => {
      expect(parseFilterText(JSON.stringify(filter))).toEqual(filter)
      const names = { name: `saved ${saved++}`, kind: 'logical', isPrivate: false } as const
      const set = await createSet(ctx, { ...names, filter: JSON.parse(JSON.stringify(filter)) })
      expect(set).toMatchObject({ filter, memberCount: expected(filter).length })
      expect(parseFilter(set.filter)).toEqual(filter)
      expect(await selected({ set: set.setId })).toEqual(expected(filter))
    }),
    { seed, numRuns: Math.ceil(numRuns / 4) },
  )
})

test('the count is the length of the list, whose pages show everybody once, however it is sorted', async () => {
  const sort = fc.constantFrom(
    ...['name', '-name', 'expiryDate', '-expiryDate', 'purgeDate', '-purgeDate', 'userGroup', '-userGroup'],
  )
  await fc.assert(
    fc.asyncProperty(
      anyFilter(setIds()),
      sort,
      fc.integer({ min: 7, max: 40 }),
      async (filter, order, limit) => {
        const selection = { filter: JSON.stringify(filter) }
        const listed: number[] = []
        let after: string | undefined
        do {
          const page = await listUsers(ctx, { ...selection, sort: order, limit, ...(after ? { after } : {}) })
          listed.push(...page.items.map(item => item.userId))
          after = page.next
        } while (after !== undefined)
        expect(listed.toSorted((a, b) => a - b)).toEqual(expected(filter))
        expect(await countUsers(ctx, selection)).toBe(listed.length)
      },
    ),
    { seed, numRuns: Math.ceil(numRuns / 4) },
  )
})

const parts = {
  tab: fc.constantFrom('ALL', 'STAFF', 'PUBLIC', 'CONTACT'),
  filter: anyFilter([], 2).map(filter => JSON.stringify(filter)),
  accountType: fc.constantFrom('INTERNAL', 'EXTERNAL'),
  userGroup: fc.constantFrom('UG', 'étu', 'unknown'),
  role: fc.constantFrom('200', '50'),
  status: fc.constantFrom('current' as const, 'lapsed' as const),
}

test('each facet counts whoever matches all the rest, so that its values add up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(parts, { requiredKeys: [] }), async selection => {
      const among = (own: keyof typeof parts) => {
        const { [own]: _own, ...rest } = selection
        return people.filter(person => isSelected(person, rest))
      }
      const facets = await facetUsers(ctx, selection)
      expect(asCounts(facets.recordType)).toEqual(countBy(among('tab'), one => [textOf(one, 'record_type')]))
      expect(asCounts(facets.accountType)).toEqual(
        countBy(among('accountType'), one => [textOf(one, 'account_type')]),
      )
      expect(asCounts(facets.userGroup)).toEqual(
        countBy(among('userGroup'), one => [textOf(one, 'user_group')]),
      )
      expect(asCounts(facets.status)).toEqual(countBy(among('status'), one => [statusOf(one)]))
      expect(asCounts(facets.role)).toEqual(countBy(among('role'), one => [...new Set(rolesOf(one))]))
    }),
    { seed, numRuns: Math.ceil(numRuns / 4) },
  )
})

type Choice = { [Key in keyof typeof parts]?: string }

function isSelected(person: Person, { tab, filter, accountType, userGroup, role, status }: Choice): boolean {
  return (
    (tab === undefined || tab === 'ALL' || textOf(person, 'record_type') === tab) &&
    (filter === undefined || evaluate(JSON.parse(filter), person, world)) &&
    (accountType === undefined || textOf(person, 'account_type') === accountType) &&
    (userGroup === undefined || textOf(person, 'user_group') === userGroup) &&
    (role === undefined || rolesOf(person).includes(role)) &&
    (status === undefined || statusOf(person) === status)
  )
}

const textOf = (person: Person, name: string) => person.document[name] as string | undefined

const rolesOf = ({ document }: Person): string[] =>
  Object.entries(document).flatMap(([path, role]) =>
    path.startsWith('role/') ? [(role as { role_type: string }).role_type] : [],
  )

const statusOf = (person: Person) =>
  textOf(person, 'status') === 'ACTIVE' && (textOf(person, 'expiry_date') ?? '9999') >= world.today
    ? 'current'
    : 'lapsed'

function countBy(those: Person[], valuesOf: (person: Person) => (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of those.flatMap(valuesOf))
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

const asCounts = (facet: { value: string; count: number }[]) =>
  new Map(facet.map(({ value, count }) => [value, count]))
