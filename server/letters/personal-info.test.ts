import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { fromAlmaJson } from '../alma-user/from-alma-json.ts'
import { fromAlmaXml } from '../alma-user/from-alma-xml.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { restoreUsers } from '../changes/restore-users.ts'
import { writeFile } from '../changes/write-file.ts'
import type { Context } from '../context.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { removeOrphanedFiles } from '../storage/remove-orphaned-files.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { createVaultKey } from '../vault/keys.ts'
import { sendDueLetters } from './send-due-letters.ts'
import { type MailServer, mailAt, openMailServer } from './testing/mail-server.ts'

let server: TestServer
let ctx: Context
let manager: Ask
let viewer: Ask
let post: MailServer

beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1) })
  ctx = contextOf(server)
  manager = (await staffMember(server, 'manager', ['21'])).ask
  viewer = (await staffMember(server, 'viewer', ['38'])).ask
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
})
afterEach(() => post.close())

const email = (address: string, more: object = {}) => ({ address, types: ['work'], ...more })

async function person(document: PersonDocument = {}): Promise<number> {
  const usual = {
    first_name: 'Ada',
    last_name: 'Lovelace',
    pin_number: '0417',
    never_purge_reason: 'Donor of books',
    'email/a': email('ada@example.edu', { preferred: true }),
    'email/b': email('mother@example.org', { types: ['cc_address'] }),
    'note/a': { note_type: 'OTHER', text: 'Likes <poems> & "sums"' },
    'enrolment/a': { course_code: 'MATH 101' },
  }
  return (await createPeople(ctx, [{ ...usual, ...document }]))[0]!
}

async function attach(userId: number, fileName: string, content: string | Buffer): Promise<void> {
  const file = {
    userId,
    path: `attachment/${fileName}`,
    mediaType: 'text/plain',
    content: Buffer.from(content),
  }
  const values = { file_name: fileName }
  await changing(inner => writeFile(inner, { ...file, values }))
}
const changing = <T>(work: (inner: Context) => Promise<T>): Promise<T> =>
  server.db.transaction().execute(trx => work({ ...ctx, db: trx }))

const letter = { letter: 'personal_info' }
async function send(userId: number, ask: Ask = manager) {
  const response = await ask(`POST /api/users/${userId}/letters`, letter)
  return { status: response.statusCode, body: response.json() }
}
const deliver = () => sendDueLetters(ctx, { mail: post.mail })
const attachmentsOf = async (userId: number) =>
  (await manager(`GET /api/users/${userId}`))
    .json()
    .segments.attachment.map((one: { values: object }) => one.values)
const filesOf = (at = -1) =>
  post.arrived.at(at)!.mail.attachments.map(file => [file.filename, file.contentType] as const)

test('brings the whole record as XML and the files of the account, to the preferred address alone', async () => {
  const userId = await person()
  await attach(userId, 'card.txt', 'A card')
  const { status, body } = await send(userId)
  expect([status, body.recipient]).toEqual([200, 'ada@example.edu'])
  await deliver()
  const [{ to, mail }] = post.arrived as [MailServer['arrived'][0]]
  expect(to).toEqual(['ada@example.edu'])
  expect(mail.cc).toBeUndefined()
  expect(mail.subject).toBe('Your personal information at the library')
  expect(mail.text).not.toContain('too large')
  expect(filesOf()).toEqual([
    ['personal-information.xml', 'application/xml'],
    ['card.txt', 'text/plain'],
  ])
  expect(mail.attachments[1]!.content.toString()).toBe('A card')
  const xml = mail.attachments[0]!.content
  const told = fromAlmaJson(fromAlmaXml(xml), { institutionCode: 'x' })
  expect(told.fields).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
  expect(told.elements['note']).toMatchObject([{ text: 'Likes <poems> & "sums"' }])
  expect(told.elements['email']).toHaveLength(2)
  for (const part of ['Donor of books', 'MATH 101', 'card.txt']) expect(xml.toString()).toContain(part)
  expect(xml.toString()).not.toMatch(/0417|file_key|sis_values/)
})

test('stands among the attachments, downloads as it was sent, and is not sent along with the next', async () => {
  const userId = await person()
  const { body } = await send(userId)
  await deliver()
  const [copy] = await attachmentsOf(userId)
  expect(copy).toMatchObject({ file_name: 'personal-information.xml', letter_id: body.letterId })
  const { segments } = (await manager(`GET /api/users/${userId}`)).json()
  const file = await manager(`GET /api/users/${userId}/attachments/${segments.attachment[0].id}`)
  expect(file.rawPayload).toEqual(post.arrived[0]!.mail.attachments[0]!.content)
  expect(file.headers['content-disposition']).toMatch(/^attachment/)
  await send(userId)
  await deliver()
  expect(filesOf()).toHaveLength(1)
})

test('files that staff attached stay with the record: no other letter sends them', async () => {
  const userId = await person()
  await attach(userId, 'card.txt', 'A card')
  const words = { letter: 'general_mail', subject: 'Hello', text: 'Come in.' }
  expect((await manager(`POST /api/users/${userId}/letters`, words)).statusCode).toBe(200)
  await deliver()
  expect(filesOf()).toEqual([])
})

test('files beyond what a mail can carry are named in the letter instead', async () => {
  const userId = await person()
  await attach(userId, 'large.txt', Buffer.alloc(9_000_000, 'a'))
  await attach(userId, 'larger.txt', Buffer.alloc(9_000_000, 'b'))
  await attach(userId, 'small.txt', 'c')
  await send(userId)
  await deliver()
  expect(filesOf().map(([name]) => name)).toEqual(['personal-information.xml', 'large.txt', 'small.txt'])
  expect(post.arrived[0]!.mail.text).toContain('\u2068larger.txt\u2069')
})

test('is sent again with the letter that says so, to the preferred address of now alone', async () => {
  const userId = await person()
  const { body } = await send(userId)
  await deliver()
  await sql`update user_account set contact = ${JSON.stringify({
    'email/z': email('new@example.edu', { preferred: true }),
    'email/y': email('other@example.edu', { types: ['cc_address'] }),
  })}::jsonb where user_id = ${userId}`.execute(server.db)
  const again = await manager(`POST /api/users/${userId}/letters/${body.letterId}/resend`)
  expect(again.json()).toMatchObject({ recipient: 'new@example.edu' })
  await deliver()
  const [first, second] = post.arrived as [MailServer['arrived'][0], MailServer['arrived'][0]]
  expect(second.to).toEqual(['new@example.edu'])
  expect(second.mail.subject).toBe(
    'Copy of our message: \u2068Your personal information at the library\u2069',
  )
  expect(second.mail.attachments[0]!.content).toEqual(first.mail.attachments[0]!.content)
  expect(await attachmentsOf(userId)).toHaveLength(1)
  const [resent] = (await manager(`GET /api/users/${userId}/letters`)).json().items
  expect(resent).toMatchObject({ letter: 'resend_notification', files: ['personal-information.xml'] })
})

test('needs its own right, which the institution can keep from a role', async () => {
  const userId = await person()
  const desk = (await staffMember(server, 'setter', ['50'])).ask
  const setting = (roles: string[]) =>
    desk('PATCH /api/settings', { values: { rolesWithoutPersonalLetters: roles } })
  expect((await send(userId, viewer)).status).toBe(403)
  expect((await setting(['21'])).statusCode).toBe(200)
  expect(await send(userId)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(
    (await manager(`POST /api/users/${userId}/letters`, { letter: 'general_mail', subject: 'x', text: 'x' }))
      .statusCode,
  ).toBe(200)
  expect(await attachmentsOf(userId)).toEqual([])
  const { body } = await send(userId, desk)
  await deliver()
  expect((await manager(`POST /api/users/${userId}/letters/${body.letterId}/resend`)).statusCode).toBe(403)
  await setting([])
  expect((await send(userId)).status).toBe(200)
})

test('without a preferred e-mail nothing is kept or stored; unknown people are not found', async () => {
  const userId = await person({ 'email/a': email('ada@example.edu') })
  const stored = () => sql`select from stored_file where user_id = ${userId}`.execute(server.db)
  expect((await send(userId)).body.problems).toEqual([{ field: 'email', rule: 'no_preferred_email' }])
  expect([await attachmentsOf(userId), (await stored()).rows]).toEqual([[], []])
  expect((await send(1_000_000)).status).toBe(404)
})

test('its files outlive the removal of the attachment, and go and come back with the person', async () => {
  const userId = await person()
  const { body } = await send(userId)
  await changing(async inner => {
    const changeSet = await openChangeSet(inner, { source: 'task' })
    const vaultKey = await createVaultKey(inner, 1, 30)
    await removeUsers(inner, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' })
  })
  await changing(async inner =>
    restoreUsers(inner, await openChangeSet(inner, { source: 'restore' }), [userId]),
  )
  await sql`delete from user_attachment where user_id = ${userId}`.execute(server.db)
  await sql`delete from user_history where user_id = ${userId}`.execute(server.db)
  const later = { ...ctx, now: () => new Date(server.clock.now.getTime() + 30 * 3_600_000) }
  await removeOrphanedFiles(later)
  await sendDueLetters(later, { mail: post.mail })
  expect(filesOf()).toEqual([['personal-information.xml', 'application/xml']])
  await sql`delete from letter_outbox where letter_id = ${body.letterId}`.execute(server.db)
  const latest = { ...ctx, now: () => new Date(server.clock.now.getTime() + 90 * 3_600_000) }
  expect(await removeOrphanedFiles(latest)).toBeGreaterThan(0)
})
