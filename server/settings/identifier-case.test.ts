import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FieldProblem } from '../../contract/problem.ts'
import { patchRelation } from '../changes/patches.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import { changing, write } from '../changes/testing/world.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import type { Json, Patch } from '../fields/document.ts'
import {
  addUser,
  openTestServer,
  request,
  type SignedIn,
  signInAs,
  type TestServer,
  trySignIn,
} from '../http/testing/test-server.ts'
import { contextOf, createPeople } from '../users/testing/people.ts'

const password = 'correct horse battery'
let server: TestServer
let ctx: Context
let administrator: SignedIn
beforeAll(async () => {
  server = await openTestServer({ databaseConnections: 6 })
  ctx = contextOf(server)
  await addUser(server, { primaryId: 'Administrator', password, roles: ['50'], barcode: 'Card-X' })
  administrator = await signInAs(server, 'Administrator', password)
})
afterAll(() => server.close())
beforeEach(async () => {
  await sql`delete from user_identifier where id_type = 'BARCODE' and value <> 'Card-X'`.execute(server.db)
  await expectTold(true)
})

const ask = (line: string, payload: object) => request(server, line, { ...administrator, payload })
const tell = (isOn: boolean) => ask('PATCH /api/settings', { values: { identifiersCaseSensitive: isOn } })

const expectTold = async (isOn: boolean) => expect((await tell(isOn)).json()).toHaveProperty('settings')

const card = (value: string): Json => ({ id_type: 'BARCODE', value, status: 'ACTIVE', external: false })
const person = (primary_id: string, ...cards: string[]) => ({
  primary_id,
  ...Object.fromEntries(cards.map((value, index) => [`identifier/c${index}`, card(value)])),
})

async function keys(like: string): Promise<string[][]> {
  const { rows } = await sql<{ value: string; value_key: string }>`
    select value, value_key from user_identifier where value ilike ${like} order by value collate "C"`.execute(
    server.db,
  )
  return rows.map(row => [row.value, row.value_key])
}

test('other identifiers then differ by case alone, primary ones do not', async () => {
  await createPeople(ctx, [person('Own1', 'ABC'), person('own2', 'abc', 'Abc')])
  expect(await keys('abc')).toEqual([
    ['ABC', 'ABC'],
    ['Abc', 'Abc'],
    ['abc', 'abc'],
  ])
  await expect(createPeople(ctx, [person('OWN1')])).rejects.toThrow()
  await expect(createPeople(ctx, [person('own3', 'ABC')])).rejects.toThrow()
})

test.each([
  ['a primary identifier that is another identifier', person('HELD1'), person('x1', 'held1')],
  ['the same, the other in capitals', person('held2'), person('x2', 'HELD2')],
  ['an identifier that is primary', person('x3', 'Held3'), person('hELD3')],
  ['an identifier that is primary, small', person('x4', 'held4'), person('HELD4')],
])('%s in any case is refused', async (_what, first, second) => {
  await createPeople(ctx, [first])
  const taken = await takenIdentifiers(
    ctx,
    sql`select 900000::bigint as user_id, ${JSON.stringify(second)}::jsonb as patch`,
  )
  expect(taken.has(900_000)).toBe(true)
  await expect(createPeople(ctx, [second])).rejects.toThrow(/identifier_taken|user_identifier__value_key/)
})

test('of many who write one as primary and as other identifier at once, only one kind gets it', async () => {
  for (const isOn of [true, false]) {
    await expectTold(isOn)
    const name = `Race${isOn}`
    const writers = [
      ...[name, name.toUpperCase()].map(one => person(one)),
      ...['lower', 'upper', 'mixed'].map(form => person(`${name}-${form}`, formOf(name, form))),
    ]
    const answers = await Promise.allSettled(writers.map(one => createPeople(ctx, [one])))
    const winners = answers.flatMap((answer, index) => (answer.status === 'fulfilled' ? [index] : []))
    const primaries = winners.filter(index => index < 2)
    expect(primaries.length).toBeLessThanOrEqual(1)
    expect(winners.length === 1 || (isOn && primaries.length === 0)).toBe(true)
    expect((await keys(name)).length).toBe(winners.length)
    await sql`delete from user_identifier where id_type = 'BARCODE' and value <> 'Card-X'`.execute(server.db)
  }
})

function formOf(name: string, form: string): string {
  if (form === 'mixed') return name
  return form === 'lower' ? name.toLowerCase() : name.toUpperCase()
}

test('two transactions that are both open cannot give one name both ways', async () => {
  const userIds = await createPeople(ctx, [person('both-1'), person('both-2')])
  const edits: [Patch, Patch] = [{ primary_id: 'Both' }, { 'identifier/a': card('BOTH') }]
  let second: Promise<unknown> | undefined
  await changing(ctx, { source: 'screen' }, async (inner, changeSet) => {
    await writePatches(inner, changeSet, patchRelation([{ userId: userIds[0]!, patch: edits[0] }]))
    second = write(ctx, userIds[1]!, edits[1]).catch((error: Error) => error.message)
    // Long enough for the other one to be in the middle of its own transaction.
    await wait(200)
  })
  expect(await second).toBe('identifier_taken')
  expect(await keys('both')).toEqual([['Both', 'both']])
})

test('a form names the identifier that is taken, and an own one in another case is none', async () => {
  const values = (given: object) => ({
    first_name: 'Ada',
    last_name: 'Quill',
    user_group: 'STUDENT',
    'email/a': { address: 'a@example.edu', types: ['personal'] },
    ...given,
  })
  const add = async (given: object) =>
    (await ask('POST /api/users', { recordType: 'PUBLIC', values: values(given) })).json<{
      problems?: FieldProblem[]
    }>()
  const own = { 'identifier/a': card('Form1'), 'identifier/b': card('FORM1') }
  expect(await add({ primary_id: 'form-0', ...own })).toMatchObject({ values: { primary_id: 'form-0' } })
  expect((await add({ primary_id: 'FORM1' })).problems).toEqual([
    { field: 'primary_id', rule: 'identifier_taken' },
  ])
  expect((await add({ primary_id: 'form2', 'identifier/a': card('FORM2') })).problems).toEqual([
    { field: 'identifier/a/value', rule: 'identifier_repeated' },
  ])
})

test('one signs in by the primary identifier in any case, by another one as it is written', async () => {
  const status = async (name: string) => (await trySignIn(server, name, password)).statusCode
  expect([await status('ADMINISTRATOR'), await status('Card-X'), await status('card-x')]).toEqual([
    200, 200, 401,
  ])
  await expectTold(false)
  expect([await status('administrator'), await status('CARD-X')]).toEqual([200, 200])
})

test('switching computes all keys anew; where two would be equal it is refused and changes nothing', async () => {
  await createPeople(ctx, [person('Switch0', 'Switch1'), person('Switch2', 'SWITCH3')])
  await expectTold(false)
  expect(await keys('switch%')).toEqual([
    ['SWITCH3', 'switch3'],
    ['Switch0', 'switch0'],
    ['Switch1', 'switch1'],
    ['Switch2', 'switch2'],
  ])
  await expectTold(true)
  await createPeople(ctx, [person('Switch4', 'switch1')])
  const refused = await tell(false)
  expect(refused.json()).toMatchObject({
    code: 'invalid_values',
    problems: [
      {
        field: 'identifiersCaseSensitive',
        rule: 'identifiers_would_be_equal',
        limit: expect.stringMatching(/switch1/i),
      },
    ],
  })
  expect((await keys('switch1')).map(([, key]) => key)).toEqual(['Switch1', 'switch1'])
})

test('writers and the switch take turns: no key is left in the old mode', async () => {
  const people = Array.from({ length: 12 }, (_, index) => person(`Turn${index}`, `Turn-Card-${index}`))
  await Promise.all([
    ...people.slice(0, 6).map(one => createPeople(ctx, [one])),
    tell(false),
    ...people.slice(6).map(one => createPeople(ctx, [one])),
  ])
  const { rows } = await sql`select from user_identifier where value_key <> lower(value)`.execute(server.db)
  expect(rows).toHaveLength(0)
})
