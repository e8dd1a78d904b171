import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlmaTree, AlmaValue } from '../../alma-user/alma-tree.ts'
import { call } from '../../api-keys/testing/keys.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { code, openWritingDoor, refusalIn, userIn, type WritingDoor } from './testing/writing-door.ts'

const numRuns = Number(process.env['CARREL_PROPERTY_RUNS'] ?? 40) * 3

let door: WritingDoor
let tree: AlmaTree
beforeAll(async () => {
  door = await openWritingDoor()
  await sql`insert into code_value (institution_id, table_name, code, label)
    values (${door.server.institution.institutionId}, 'MetadataTypes', 'X', 'X')`.execute(door.server.db)
  await createPeople(contextOf(door.server), [
    { primary_id: 'mother', last_name: 'Byron', 'role/p': { role_type: '200' } },
    {
      ...{ primary_id: 'victim', first_name: 'Ada', last_name: 'Lovelace', rs_libraries: ['MAIN'] },
      'address/a': { line1: 'A street', types: ['home'] },
      'email/e': { address: 'ada@example.edu', types: ['work'] },
      'phone/p': { number: '1', types: ['home'] },
      'identifier/i': { id_type: 'BARCODE', value: 'B1' },
      'note/n': { note_type: 'OTHER', text: 'x' },
      'block/b': { block_description: 'DEBT', block_type: 'CASH' },
      'statistic/s': { category: 'USA', category_type: 'CITIZENSHIP' },
      'role/r': { role_type: '204', scope: 'MAIN', parameters: [{ type: 'MetadataType', value: 'X' }] },
    },
  ])
  tree = { ...userIn(await door.send('GET /users/victim')), proxy_for_user: [{ primary_id: 'mother' }] }
})
afterAll(() => door.server.close())

const refused = async (values: AlmaTree) => {
  const before = await door.document('victim')
  const refusal = refusalIn(await door.send('PUT /users/victim', { ...tree, ...values }))
  expect(await door.document('victim')).toEqual(before)
  return refusal
}

/** What does not belong where it stands. */
const odd: readonly AlmaValue[] = [
  ...[
    0,
    -1,
    1e308,
    12.5,
    true,
    false,
    null,
    '',
    ' ',
    'x',
    'NUL \u0000',
    '\ud800',
    '\u0001',
    '💥',
    "'; drop table fee; --",
  ],
  ...[
    [],
    {},
    [[]],
    [{}],
    [null],
    { value: null },
    { value: {} },
    { value: [] },
    { value: { value: 'x' } },
    ['x'],
  ],
  ...[
    { __proto__: 1, constructor: 'x' },
    'x'.repeat(100_000),
    '2026-02-30Z',
    '0000-00-00',
    '99999-01-01',
    '2026-01-01T99:99Z',
  ],
] as AlmaValue[]

/** Every place of the object, at any depth. */
function placesIn(value: AlmaValue, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, one]) =>
    placesIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? inner : [path, ...inner]
}

function withAt(value: AlmaValue, [first, ...rest]: (string | number)[], news: AlmaValue): AlmaValue {
  if (first === undefined) return news
  const copy = (Array.isArray(value) ? [...value] : { ...(value as AlmaTree) }) as AlmaTree
  copy[first] = withAt(copy[first] ?? null, rest, news)
  return copy
}

const documented = new Set([
  ...[
    '401652',
    '401658',
    '401664',
    '401666',
    '401676',
    '401851',
    '401852',
    '401853',
    '401854',
    '401855',
    '401857',
  ],
  ...['401858', '401859', '401860', '401861', '401863', '401864', '500038'],
])

test('anything anywhere gives a user or a documented code, changes all or nothing, and takes nothing twice', async () => {
  const places = placesIn(tree)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.constantFrom(...odd),
      fc.boolean(),
      async (place, value, isNew) => {
        const body = withAt(tree, place, value) as AlmaTree
        const before = [await door.changes(), await door.document('victim')]
        const answer = await door.send(isNew ? 'POST /users' : 'PUT /users/victim', body)
        if (answer.statusCode === 200) {
          const primaryId = String(userIn(answer)['primary_id'])
          if (isNew) return void (await door.send(`DELETE /users/${encodeURIComponent(primaryId)}`))
          userIn(await door.send(`PUT /users/${encodeURIComponent(primaryId)}`, tree))
          expect(await door.document('victim')).toMatchObject({ last_name: 'Lovelace' })
          return
        }
        expect(documented).toContain(refusalIn(answer).slice(0, 6))
        expect([await door.changes(), await door.document('victim')]).toEqual(before)
      },
    ),
    { numRuns },
  )
  expect(
    (await sql`select from user_account where primary_id = 'mother'`.execute(door.server.db)).rows,
  ).toHaveLength(1)
})

test('ten thousand elements are refused quickly, and are no reason to fall over', async () => {
  const list = Array.from({ length: 10_000 }, (_, at) => ({ note_type: code('OTHER'), note_text: `n${at}` }))
  const started = performance.now()
  expect(await refused({ user_note: list })).toBe('401860 Failed to update user. values: too many (1000)')
  expect(performance.now() - started).toBeLessThan(5000)
  const proxies = Array.from({ length: 10_000 }, (_, at) => ({ primary_id: `p${at}` }))
  expect(await refused({ proxy_for_user: proxies })).toBe('401861 User with identifier p0 was not found.')
})

test('who has a thousand elements and more can lose them all at once', async () => {
  const notes = Array.from({ length: 1500 }, (_, at) => [
    `note/n${at}`,
    { note_type: 'OTHER', text: `n${at}` },
  ])
  await createPeople(contextOf(door.server), [
    { primary_id: 'junk', last_name: 'Junk', ...Object.fromEntries(notes) },
  ])
  const junk = userIn(await door.send('GET /users/junk'))
  expect(junk['user_note']).toHaveLength(1500)
  expect(userIn(await door.send('PUT /users/junk', junk))['user_note']).toHaveLength(1500)
  expect(userIn(await door.send('PUT /users/junk', { ...junk, user_note: [] }))['user_note']).toEqual([])
})

test('a body that is too large is refused before it is read', async () => {
  const answer = await call(door.server, 'PUT /almaws/v1/users/victim', {
    key: door.key,
    payload: JSON.stringify({ ...tree, first_name: 'x'.repeat(4_100_000) }),
  })
  expect([answer.statusCode, answer.body.includes('REQUEST_TOO_LARGE')]).toEqual([400, true])
})

test('parameters and paths of any kind do no harm', async () => {
  for (const query of [
    'override=%00',
    'override=',
    'override=a&override=b,c',
    'library=%00',
    'send_pin_number_letter=maybe',
  ])
    userIn(await door.send(`PUT /users/victim?${query}`, tree))
  for (const query of ['registration_rules=true&library=%00', 'registration_rules=true&library=%27'])
    expect(refusalIn(await door.send(`PUT /users/victim?${query}`, tree))).toMatch(/^401666/)
  for (const query of [
    'source_institution_code=%00&source_user_id=%00',
    'source_institution_code=X&source_user_id=Y',
  ])
    expect(refusalIn(await door.send(`POST /users?${query}`, tree))).toMatch(/^401651/)
})
