import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openChangeSet } from '../changes/change-set.ts'
import { removeUsers } from '../changes/remove-users.ts'
import { restoreUsers } from '../changes/restore-users.ts'
import type { Context } from '../context.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, foundSecond, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { createVaultKey } from '../vault/keys.ts'
import { queueLetter } from './queue-letter.ts'
import { sendDueLetters } from './send-due-letters.ts'
import { freePort, type MailServer, mailAt, openMailServer } from './testing/mail-server.ts'

let server: TestServer
let ctx: Context
let desk: Ask
let post: MailServer
const warnings: object[] = []

beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1) })
  const log = { info: () => {}, error: () => {}, warn: (details: object) => void warnings.push(details) }
  ctx = { ...contextOf(server), log }
  desk = (await staffMember(server, 'desk', ['32'])).ask
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
  warnings.length = 0
})
afterEach(async () => {
  await post.close()
  await sql`delete from letter_outbox`.execute(server.db)
})

const preferred = (address: string) => ({ address, types: ['work'], preferred: true })
const copies = (address: string) => ({ address, types: ['cc_address'] })

async function person(document: PersonDocument = {}): Promise<number> {
  return (
    await createPeople(ctx, [{ last_name: 'Lovelace', 'email/a': preferred('ada@example.edu'), ...document }])
  )[0]!
}

const write = (userId: number, subject = 'Hello', inner = ctx) =>
  queueLetter(inner, { userId, letter: 'general_mail', values: { subject, text: 'Secret words.' } })
const deliver = (mail = post.mail, inner = ctx) => sendDueLetters(inner, { mail })
const minutesLater = (minutes: number): Context => {
  const moment = new Date(server.clock.now.getTime() + minutes * 60_000)
  return { ...ctx, now: () => moment }
}
const subjects = () => post.arrived.map(one => one.mail.subject)

async function outbox() {
  const { rows } = await sql`
    select subject, status, attempts, last_error as error, next_attempt_at is not null as waits, sender
    from letter_outbox order by letter_id`.execute(server.db)
  return rows
}

test('after a refused connection it is tried again after 1, 5, 30 … minutes, and arrives once', async () => {
  await write(await person())
  await write(await person(), 'Later')
  const nobody = mailAt(await freePort())
  await deliver(nobody)
  const waiting = { status: 'QUEUED', waits: true, sender: null }
  expect(await outbox()).toEqual([
    { ...waiting, subject: 'Hello', attempts: 1, error: 'ESOCKET' },
    { ...waiting, subject: 'Later', attempts: 0, error: null },
  ])
  await deliver(post.mail, minutesLater(0.9))
  expect(subjects()).toEqual(['Later'])
  await deliver(nobody, minutesLater(1))
  await deliver(post.mail, minutesLater(5.9))
  expect(subjects()).toEqual(['Later'])
  await deliver(post.mail, minutesLater(6))
  await deliver(post.mail, minutesLater(10_000))
  expect(subjects()).toEqual(['Later', 'Hello'])
  expect((await outbox())[0]).toEqual({
    subject: 'Hello',
    status: 'SENT',
    attempts: 3,
    error: null,
    waits: false,
    sender: 'Test Library <library@example.edu>',
  })
})

test('after its last attempt it has failed, and the log says so without names', async () => {
  await write(await person())
  const nobody = mailAt(await freePort())
  for (const minutes of [0, 1, 6, 36, 156, 876]) {
    expect(await outbox()).toMatchObject([{ status: 'QUEUED' }])
    await deliver(nobody, minutesLater(minutes))
  }
  expect(await outbox()).toMatchObject([{ status: 'FAILED', attempts: 6, error: 'ESOCKET', waits: false }])
  await deliver(post.mail, minutesLater(10_000))
  expect(post.arrived).toEqual([])
  expect(warnings).toHaveLength(6)
  expect(JSON.stringify(warnings)).not.toMatch(/ada|Lovelace|Hello|Secret/)
})

test('two workers at once send every letter exactly once', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `Letter ${index}`)
  for (const name of names) await write(await person(), name)
  await Promise.all([deliver(), deliver(), deliver()])
  expect(subjects().toSorted()).toEqual(names.toSorted())
  const ids = post.arrived.map(one => one.mail.messageId)
  expect(new Set(ids).size).toBe(12)
  // Made of the letter's key, hence the same at every attempt.
  for (const id of ids) expect(id).toMatch(/^<letter\.\d+\.\d+@example\.edu>$/)
})

test('one whose sender died is sent when the lease is over', async () => {
  await write(await person())
  await sql`update letter_outbox set attempts = 1, next_attempt_at = ${minutesLater(30).now()}`.execute(
    server.db,
  )
  await deliver(post.mail, minutesLater(29))
  expect(post.arrived).toEqual([])
  await deliver(post.mail, minutesLater(30))
  expect(subjects()).toEqual(['Hello'])
})

test('a program that stops takes no further letter', async () => {
  await write(await person())
  await sendDueLetters(ctx, { mail: post.mail, isStopping: () => true })
  expect([post.arrived, await outbox()]).toMatchObject([[], [{ status: 'QUEUED', attempts: 0 }]])
})

test('an address refused for good fails at once, for now is tried again, and others are not held up', async () => {
  post.refusals.set('gone@example.edu', 550).set('full@example.edu', 450)
  await write(await person({ 'email/a': preferred('gone@example.edu') }))
  await write(await person({ 'email/a': preferred('full@example.edu') }))
  await write(await person({ 'email/a': preferred('gone@example.edu'), 'email/b': copies('cc@example.edu') }))
  await write(await person({ 'email/b': copies('gone@example.edu') }))
  await deliver()
  expect(await outbox()).toMatchObject([
    { status: 'FAILED', error: 'EENVELOPE 550' },
    { status: 'QUEUED', error: 'EENVELOPE 450', attempts: 1 },
    { status: 'FAILED', error: 'RECIPIENT_REFUSED' },
    { status: 'SENT', error: 'CC_REFUSED' },
  ])
  await deliver(post.mail, minutesLater(10_000))
  expect(post.arrived.map(one => one.to)).toEqual([['cc@example.edu'], ['ada@example.edu']])
})

test('in a sandbox only addresses on the list get letters, whatever was promised when they were queued', async () => {
  const allowed = await person({ 'email/b': copies('mother@example.org') })
  const other = await person({
    'email/a': preferred('eve@example.edu'),
    'email/b': copies('ADA@example.edu'),
  })
  await write(allowed)
  await write(other)
  const settings = { ...ctx.institution.settings, mailAllowedRecipients: ['Ada@Example.edu'] }
  await deliver(post.mail, { ...ctx, institution: { ...ctx.institution, settings } })
  expect(post.arrived.map(one => one.to)).toEqual([['ada@example.edu']])
  expect(await outbox()).toMatchObject([{ status: 'SENT' }, { status: 'FAILED', error: 'NOT_ALLOWED' }])
})

test('without a mail server, or beyond a sandbox, the answer says that it will not be sent', async () => {
  const userId = await person()
  const body = { letter: 'general_mail', subject: 'Hello', text: 'x' }
  const line = `POST /api/users/${userId}/letters`
  const without = await openTestServer({}, server)
  const ask = (await staffMember(without, 'desk2', ['32'])).ask
  expect((await ask(line, body)).json()).toMatchObject({ willBeSent: false, hindrance: 'no_mail_server' })
  expect((await ask(`GET /api/users/${userId}/letters/options`)).json()).toMatchObject({ willBeSent: false })
  await without.close()
  await sendDueLetters(ctx, {})
  expect(await outbox()).toMatchObject([{ status: 'QUEUED', attempts: 0 }])
  await sql`update institution set settings = '{"mailAllowedRecipients": ["tester@example.edu"]}'`.execute(
    server.db,
  )
  const sandbox = await openTestServer({ mail: mailAt(1) }, server)
  const tester = (await staffMember(sandbox, 'desk3', ['32'])).ask
  expect((await tester(line, body)).json()).toMatchObject({ willBeSent: false, hindrance: 'sandbox' })
  await sandbox.close()
  await sql`update institution set settings = '{}'`.execute(server.db)
})

test('a copy goes to the addresses of now, word for word; one that waits is not sent twice', async () => {
  const userId = await person()
  const { letterId } = await write(userId)
  const resend = async (id = letterId, user = userId) => {
    const response = await desk(`POST /api/users/${user}/letters/${id}/resend`)
    return { status: response.statusCode, body: response.json() }
  }
  expect((await resend()).body.problems).toEqual([{ field: 'letter', rule: 'still_queued' }])
  await deliver()
  await sql`update user_account set contact = ${JSON.stringify({ 'email/z': preferred('new@example.edu') })}::jsonb
    where user_id = ${userId}`.execute(server.db)
  const copy = await resend()
  expect(copy).toMatchObject({ status: 200, body: { recipient: 'new@example.edu', willBeSent: true } })
  await deliver()
  const [first, second] = post.arrived as [MailServer['arrived'][0], MailServer['arrived'][0]]
  expect(second.to).toEqual(['new@example.edu'])
  expect([second.mail.subject, second.mail.html]).toEqual([first.mail.subject, first.mail.html])
  expect(second.mail.messageId).not.toBe(first.mail.messageId)
  expect((await resend(letterId, await person())).status).toBe(404)
  expect((await resend(1_000_000)).status).toBe(404)
})

test('letters of another institution are not read, copied or sent', async () => {
  const second = contextOf(server, await foundSecond(server))
  const document = { last_name: 'Neighbour', 'email/a': preferred('them@example.edu') }
  const [theirs] = (await createPeople(second, [document])) as [number]
  const { letterId } = await write(theirs, 'Theirs', second)
  expect((await desk(`GET /api/users/${theirs}/letters`)).statusCode).toBe(404)
  expect((await desk(`GET /api/users/${theirs}/letters/options`)).statusCode).toBe(404)
  expect((await desk(`POST /api/users/${theirs}/letters/${letterId}/resend`)).statusCode).toBe(404)
  const body = { letter: 'general_mail', subject: 'Hello', text: 'x' }
  expect((await desk(`POST /api/users/${theirs}/letters`, body)).statusCode).toBe(404)
  await deliver()
  expect(post.arrived).toEqual([])
})

test('a removed user’s letters go into the vault and come back', async () => {
  const userId = await person()
  await write(userId)
  await deliver()
  const before = (await sql`select * from letter_outbox`.execute(server.db)).rows
  const changing = (work: (inner: Context) => Promise<unknown>) =>
    server.db.transaction().execute(trx => work({ ...ctx, db: trx }))
  await changing(async inner => {
    const vaultKey = await createVaultKey(inner, 1, 30)
    const changeSet = await openChangeSet(inner, { source: 'task' })
    await removeUsers(inner, changeSet, { userIds: [userId], vaultKey, policy: 'remove_fully' })
  })
  expect(await outbox()).toEqual([])
  await changing(async inner =>
    restoreUsers(inner, await openChangeSet(inner, { source: 'restore' }), [userId]),
  )
  expect((await sql`select * from letter_outbox`.execute(server.db)).rows).toEqual(before)
})
