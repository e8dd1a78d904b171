import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { sendDueLetters } from './send-due-letters.ts'
import { type MailServer, mailAt, openMailServer } from './testing/mail-server.ts'

let server: TestServer
let manager: Ask
let post: MailServer

beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1) })
  manager = (await staffMember(server, 'manager', ['21'])).ask
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
})
afterEach(() => post.close())

const person = (primaryId: string, more: object = {}) => ({
  recordType: 'PUBLIC',
  values: {
    ...{ primary_id: primaryId, first_name: 'Ada', last_name: primaryId, user_group: 'STUDENT' },
    'email/a': { address: 'ada@example.edu', types: ['personal'], preferred: true },
    ...more,
  },
})

test('who is registered at a desk is welcomed with name and end of the account; who is added is not', async () => {
  const registered = await manager('POST /api/users/register', person('reg1', { expiry_date: '2030-05-01' }))
  expect(registered.statusCode).toBe(200)
  await manager('POST /api/users', person('add1'))
  await sendDueLetters(contextOf(server), { mail: post.mail })
  expect(post.arrived.map(one => one.mail.subject)).toEqual(['Welcome to the library'])
  expect(post.arrived[0]!.mail.text).toContain('\u2068reg1\u2069')
  expect(post.arrived[0]!.mail.text).toContain('\u20682030-05-01\u2069')
})

test('without a preferred address, or when registering fails, nothing is written', async () => {
  const email = { 'email/a': { address: 'ada@example.edu', types: ['personal'], preferred: false } }
  const plain = await manager('POST /api/users/register', person('reg2', email))
  expect(plain.statusCode).toBe(200)
  expect((await manager('POST /api/users/register', person('reg1'))).statusCode).not.toBe(200)
  await sendDueLetters(contextOf(server), { mail: post.mail })
  expect(post.arrived).toEqual([])
})
