import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, foundSecond } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask
let userIds: number[]

beforeAll(async () => {
  server = await openTestServer()
  ask = (await staffMember(server, 'desk', ['32'])).ask
  userIds = await createPeople(contextOf(server), [
    { primary_id: '1234', last_name: 'Zorn', 'identifier/a': { id_type: 'BARCODE', value: 'Ab-77' } },
    { primary_id: '12345', last_name: 'Abel', 'email/a': { address: 'one@example.edu' } },
    { primary_id: '123456', last_name: 'Ames', 'email/a': { address: 'someone@example.edu' } },
    { primary_id: 'x', last_name: '1234', 'identifier/a': { id_type: 'UNIV_ID', value: 'AB-778' } },
  ])
})
afterAll(() => server.close())

const hits = async (value: string) =>
  (await ask(`GET /api/users/by-identifier?value=${encodeURIComponent(value)}`)).json().userIds
const list = async (query: string) =>
  (await ask(`GET /api/users?${query}`)).json().items.map((one: { primaryId: string }) => one.primaryId)

test('a scan finds the one who has exactly this identifier, of any type, in any case', async () => {
  expect(await hits('1234')).toEqual([userIds[0]])
  expect(await hits(' aB-77 ')).toEqual([userIds[0]])
  expect(await hits('AB-778')).toEqual([userIds[3]])
  for (const none of ['123', 'ab77', 'Zorn', 'one@example.edu', "' or '1'='1"])
    expect(await hits(none)).toEqual([])
})

test('whom the search names exactly comes first, the others in the order of names', async () => {
  expect(await list('q=1234')).toEqual(['1234', 'x', '12345', '123456'])
  expect(await list('q=ab-77')).toEqual(['1234', 'x'])
  expect(await list('q=ONE@example.edu')).toEqual(['12345', '123456'])
})

test('an order that is asked for is kept, and so are tab, filter and index', async () => {
  expect(await list('q=1234&sort=-name')).toEqual(['1234', '123456', '12345', 'x'])
  expect(await list('q=1234&tab=STAFF')).toEqual([])
  expect(await list('q=1234&index=last_name')).toEqual(['x'])
  expect(await list('q=1234&filter={"field":"primary_id","op":"eq","value":"x"}')).toEqual(['x'])
})

test('page by page everybody comes once, whatever the size of a page', async () => {
  for (const limit of [1, 2, 3]) {
    const seen: string[] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const path: string = `GET /api/users?q=1234&limit=${limit}${after && `&after=${after}`}`
      const page = (await ask(path)).json()
      seen.push(...page.items.map((one: { primaryId: string }) => one.primaryId))
      after = page.next
    }
    expect(seen).toEqual(['1234', 'x', '12345', '123456'])
  }
})

test('identifiers of another institution are not found, and a patron finds nothing', async () => {
  const second = await foundSecond(server)
  await createPeople(contextOf(server, second), [{ primary_id: 'elsewhere' }])
  expect(await hits('elsewhere')).toEqual([])
  const patron = (await staffMember(server, 'patron', ['200'])).ask
  expect((await patron('GET /api/users/by-identifier?value=1234')).json().code).toBe('forbidden')
})
