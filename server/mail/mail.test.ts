import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { write } from '../changes/testing/world.ts'
import type { Config } from '../config.ts'
import { openTestServer, request, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { freePort, type MailServer, mailAt, openMailServer } from '../letters/testing/mail-server.ts'
import { contextOf } from '../users/testing/people.ts'
import { staffMember } from '../users/testing/staff.ts'

let mailServer: MailServer
let server: TestServer
let administrator: SignedIn
let manager: SignedIn
let stranger: SignedIn
beforeAll(async () => {
  mailServer = await openMailServer()
  const url = new URL(mailServer.mail.url)
  server = await openTestServer({
    mail: { ...mailServer.mail, url: `smtp://library:secret@${url.host}?ignoreTLS=true` },
  })
  const member = await staffMember(server, 'administrator', ['50'])
  administrator = member.signedIn
  const email = { address: 'admin@example.edu', types: ['work'], preferred: true, external: false }
  const copy = { address: 'copy@example.edu', types: ['cc_address'], preferred: false, external: false }
  await write(contextOf(server), member.userId, {
    'email/a': email,
    'email/b': copy,
    preferred_language: 'de',
  })
  manager = (await staffMember(server, 'manager', ['21'])).signedIn
  stranger = (await staffMember(server, 'addressless', ['26'])).signedIn
})
beforeEach(async () => {
  mailServer.arrived.length = 0
  mailServer.refusals.clear()
  await request(server, 'PATCH /api/settings', {
    ...administrator,
    payload: { values: { mailAllowedRecipients: null } },
  })
})
afterAll(async () => {
  await server.close()
  await mailServer.close()
})

const tryOut = async (by = administrator) => (await request(server, 'POST /api/mail/test', by)).json()

/** What the same institution answers with another mail server, or none. */
async function beside(mail: Config['mail'], line: string) {
  const other = await openTestServer(mail === undefined ? {} : { mail }, server)
  const answer = (await request(other, line, administrator)).json()
  await other.close()
  return answer
}

test('the status names server and sender, and never a password', async () => {
  const answer = await request(server, 'GET /api/mail', manager)
  expect(answer.json()).toEqual({
    server: new URL(mailServer.mail.url).host,
    sender: 'Test Library <library@example.edu>',
    waiting: 0,
    failed: 0,
    allowedRecipients: [],
  })
  expect(answer.body).not.toContain('secret')
})

test('the status counts letters that wait and that have failed, and tells when the last one left', async () => {
  await sql`insert into letter_outbox (institution_id, user_id, letter, language, recipient_name, recipient, subject, html,
      text, status, created_by, created_at, sent_at)
    select ${server.institution.institutionId}, (select min(user_id) from user_account), 'general_mail', 'en', 'A', 'a@b.c', 's', 'h', 't', status, 'x', now(),
      case status when 'SENT' then '2026-11-01T10:00:00Z'::timestamptz end
    from unnest(array['QUEUED', 'QUEUED', 'FAILED', 'SENT']) status`.execute(server.db)
  const { waiting, failed, lastSentAt } = (await request(server, 'GET /api/mail', manager)).json()
  expect([waiting, failed, lastSentAt]).toEqual([2, 1, '2026-11-01T10:00:00.000Z'])
})

test('without a mail server the status names none, and a message is not tried', async () => {
  expect(await beside(undefined, 'GET /api/mail')).not.toHaveProperty('server')
  expect(await beside(undefined, 'POST /api/mail/test')).toEqual({
    recipient: 'admin@example.edu',
    result: 'not_tried',
    hindrance: 'no_mail_server',
  })
})

test('a test message reaches the own preferred address alone, at once, in the own language', async () => {
  expect(await tryOut()).toEqual({ recipient: 'admin@example.edu', result: 'sent' })
  const [arrived, ...others] = mailServer.arrived
  expect(others).toEqual([])
  expect(arrived!.to).toEqual(['admin@example.edu'])
  expect([arrived!.mail.subject, arrived!.mail.from?.text]).toEqual([
    'Testnachricht von Carrel',
    '"Test Library" <library@example.edu>',
  ])
})

test('nothing of a test message stays in the outbox', async () => {
  const count = async () =>
    (await sql<{ n: number }>`select count(*) as n from letter_outbox`.execute(server.db)).rows[0]!.n
  const before = await count()
  await tryOut()
  expect(await count()).toBe(before)
})

test('what the mail server refuses is told with its code', async () => {
  mailServer.refusals.set('admin@example.edu', 550)
  expect(await tryOut()).toMatchObject({
    result: 'refused',
    error: expect.stringMatching(/550|RECIPIENT_REFUSED/),
  })
})

test('a server that is not there is told, too', async () => {
  expect(await beside(mailAt(await freePort()), 'POST /api/mail/test')).toMatchObject({
    result: 'later',
    error: expect.stringMatching(/ECONNECTION|ESOCKET|ECONNREFUSED/),
  })
})

test('a sandbox keeps the message back, and so does a missing address', async () => {
  await request(server, 'PATCH /api/settings', {
    ...administrator,
    payload: { values: { mailAllowedRecipients: ['other@example.edu'] } },
  })
  expect(await tryOut()).toMatchObject({ result: 'not_tried', hindrance: 'sandbox' })
  expect(await tryOut(stranger)).toEqual({ result: 'not_tried', hindrance: 'no_preferred_email' })
  expect(mailServer.arrived).toEqual([])
})

test('only who may change the configuration tries mail out; who sees it sees the status', async () => {
  const answers = [
    await request(server, 'POST /api/mail/test', manager),
    await request(server, 'GET /api/mail', (await staffMember(server, 'desk', ['32'])).signedIn),
    await request(server, 'POST /api/mail/test', { ...administrator, payload: { to: 'x@y.z' } }),
  ]
  expect(answers.map(answer => answer.statusCode)).toEqual([403, 403, 422])
})
