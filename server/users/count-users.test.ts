import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople } from './testing/people.ts'
import { type Ask, staffMember } from './testing/staff.ts'

let server: TestServer
let ask: Ask

const student = { user_group: 'STUDENT', 'role/a': { role_type: '200' } }

beforeAll(async () => {
  server = await openTestServer()
  await createPeople(contextOf(server), [
    { ...student, last_name: 'Abel' },
    { ...student, last_name: 'Abela', expiry_date: '2026-11-19' },
    { ...student, last_name: 'Abelard', expiry_date: '2026-11-20', account_type: 'EXTERNAL' },
    { user_group: 'FACULTY', record_type: 'STAFF', status: 'INACTIVE', last_name: 'Abel' },
    {
      user_group: 'FACULTY',
      last_name: 'Cain',
      'role/a': { role_type: '200' },
      'role/b': { role_type: '200', scope: 'LAW', status: 'INACTIVE' },
      'role/c': { role_type: '21', expiry_date: '2020-01-01' },
    },
    { record_type: 'CONTACT', last_name: 'Abel Books' },
  ])
  ask = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())

const count = async (query: string) => (await ask(`GET /api/users/count?${query}`)).json()
const facets = async (query: string) => (await ask(`GET /api/users/facets?${query}`)).json()

test.each([
  ['', 7],
  ['tab=PUBLIC', 4],
  ['tab=STAFF', 2],
  ['q=abel', 5],
  ['q=abel&index=last_name&tab=PUBLIC', 3],
  ['filter={"field":"expiry_date","op":"lt","value":{"daysFromToday":0}}', 1],
  ['filter={"not":{"field":"expiry_date","op":"lt","value":{"daysFromToday":0}}}', 6],
  ['q=nobody', 0],
])('%s counts %i', async (query, total) => {
  expect(await count(query)).toEqual({ total })
})

test('facets count everybody by value, the most frequent first', async () => {
  expect(await facets('')).toEqual({
    recordType: [
      { value: 'PUBLIC', count: 4 },
      { value: 'STAFF', count: 2 },
      { value: 'CONTACT', count: 1 },
    ],
    accountType: [
      { value: 'INTERNAL', count: 6 },
      { value: 'EXTERNAL', count: 1 },
    ],
    userGroup: [
      { value: 'STUDENT', count: 3 },
      { value: 'FACULTY', count: 2 },
    ],
    role: [
      { value: '200', count: 4 },
      { value: '21', count: 1 },
      { value: '38', count: 1 },
    ],
    status: [
      { value: 'current', count: 5 },
      { value: 'lapsed', count: 2 },
    ],
  })
})

test('a chosen value narrows every facet but its own', async () => {
  const { userGroup, status, accountType } = await facets('userGroup=STUDENT&status=current')
  expect(userGroup).toEqual([
    { value: 'STUDENT', count: 2 },
    { value: 'FACULTY', count: 1 },
  ])
  expect(status).toEqual([
    { value: 'current', count: 2 },
    { value: 'lapsed', count: 1 },
  ])
  expect(accountType).toEqual([
    { value: 'EXTERNAL', count: 1 },
    { value: 'INTERNAL', count: 1 },
  ])
})

test('tab, search and filter narrow the facets too, but the record types show what other tabs hold', async () => {
  const { recordType, userGroup } = await facets('tab=PUBLIC&q=abel')
  expect(recordType).toEqual([
    { value: 'PUBLIC', count: 3 },
    { value: 'CONTACT', count: 1 },
    { value: 'STAFF', count: 1 },
  ])
  expect(userGroup).toEqual([{ value: 'STUDENT', count: 3 }])
})

test('a facet that does not exist is refused', async () => {
  const response = await ask('GET /api/users/facets?gender=FEMALE')
  expect(response.json().problems).toEqual([{ field: 'gender', rule: 'unknown_field' }])
})
