import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { sendDueLetters } from './send-due-letters.ts'
import { type MailServer, mailAt, openMailServer } from './testing/mail-server.ts'

let server: TestServer
let desk: Ask
let viewer: Ask
let post: MailServer

beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1) })
  desk = (await staffMember(server, 'desk', ['32'])).ask
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
    'email/a': email('ada@example.edu', { preferred: true }),
  }
  return (await createPeople(contextOf(server), [{ ...usual, ...document }]))[0]!
}

async function owing(userId: number, balance: number): Promise<void> {
  await sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    values (${server.institution.institutionId}, ${userId}, 'FINE', 'ACTIVE', 10, ${balance}, now(), now())`.execute(
    server.db,
  )
}

async function send(userId: number, body: object, ask: Ask = desk) {
  const response = await ask(`POST /api/users/${userId}/letters`, body)
  return { status: response.statusCode, body: response.json() }
}

const general = { letter: 'general_mail', subject: 'Your book', text: 'It is here.' }
const deliver = () => sendDueLetters(contextOf(server), { mail: post.mail })
const lettersOf = async (userId: number) => (await viewer(`GET /api/users/${userId}/letters`)).json().items

describe('a letter', () => {
  test('arrives as staff wrote it, from the library, at the preferred address', async () => {
    const userId = await person({ 'email/b': email('other@example.edu') })
    const { status, body } = await send(userId, { ...general, text: 'One.\r\n\r\nTwo\nlines.' })
    expect([status, body]).toEqual([
      200,
      { letterId: body.letterId, recipient: 'ada@example.edu', willBeSent: true },
    ])
    await deliver()
    expect(post.arrived).toHaveLength(1)
    const [{ to, mail }] = post.arrived as [MailServer['arrived'][0]]
    expect(to).toEqual(['ada@example.edu'])
    expect(mail.from?.text).toBe('"Test Library" <library@example.edu>')
    expect(mail.to).toMatchObject({ value: [{ address: 'ada@example.edu', name: 'Ada Lovelace' }] })
    expect(mail.subject).toBe('Your book')
    expect(mail.text?.trim()).toBe(`One.\n\nTwo\nlines.\n\n${server.institution.name}`)
    expect(mail.html).toContain('<p dir="auto">Two<br>\nlines.</p>')
  })

  test('is listed with what became of it, newest first, and page by page', async () => {
    const userId = await person()
    await send(userId, general)
    await deliver()
    await send(userId, { ...general, subject: 'Another' })
    const [second, first] = await lettersOf(userId)
    expect(second).toMatchObject({ subject: 'Another', status: 'QUEUED' })
    expect(first).toEqual({
      letterId: second.letterId - 1,
      letter: 'general_mail',
      subject: 'Your book',
      recipient: 'ada@example.edu',
      cc: [],
      files: [],
      status: 'SENT',
      createdBy: 'Wilhelmina Quackenbush',
      createdAt: '2026-11-20T15:00:00.000Z',
      sentAt: '2026-11-20T15:00:00.000Z',
    })
    const page = (await viewer(`GET /api/users/${userId}/letters?limit=1`)).json()
    expect(page.items).toEqual([second])
    const rest = (await viewer(`GET /api/users/${userId}/letters?limit=1&after=${page.next}`)).json()
    expect(rest).toEqual({ items: [first] })
    await deliver()
  })

  test('goes to every CC address of staff and public users, once each, and of contacts to none', async () => {
    const cc = { types: ['cc_address', 'personal'] }
    const emails = {
      'email/a': email('ada@example.edu', { preferred: true, types: ['cc_address'] }),
      'email/b': email('mother@example.org', cc),
      'email/c': email('Mother@example.org', cc),
      'email/d': email('Father@Example.org', cc),
      'email/e': email('plain@example.org'),
    }
    for (const record_type of ['PUBLIC', 'STAFF', 'CONTACT'])
      await send(await person({ ...emails, record_type }), general)
    await deliver()
    const families = post.arrived.map(one => one.to.map(address => address.toLowerCase()).toSorted())
    const family = ['ada@example.edu', 'father@example.org', 'mother@example.org']
    expect(families).toEqual([family, family, ['ada@example.edu']])
    expect(post.arrived[0]!.mail.cc).toMatchObject({ text: 'Father@example.org, Mother@example.org' })
  })

  test('about what is owed names the amount, in the preferred language and with the preferred name', async () => {
    const sentences: [language: string, name: string, ...parts: string[]][] = [
      ['en', 'Ada', 'Dear \u2068Countess Lovelace\u2069,', '$1,234.50', 'lang="en" dir="ltr"'],
      ['de', 'Ada', 'Guten Tag \u2068Countess Lovelace\u2069,', '1.234,50\u00a0$', 'lang="de" dir="ltr"'],
      ['ar', 'Ada', 'تحية طيبة \u2068Countess Lovelace\u2069،', '1,234.50', 'lang="ar" dir="rtl"'],
      ['fr', 'Ada', 'Dear \u2068Countess Lovelace\u2069,', '$1,234.50', 'lang="en" dir="ltr"'],
    ]
    for (const [preferred_language, first_name, ...parts] of sentences) {
      const userId = await person({ preferred_language, first_name, pref_first_name: 'Countess' })
      await owing(userId, 1234.5)
      expect(await send(userId, { letter: 'user_deletion' })).toMatchObject({ status: 200 })
      await deliver()
      const { mail } = post.arrived.at(-1)!
      for (const part of parts) expect(mail.html).toContain(part)
      expect(mail.text).toContain(parts[0])
    }
  })

  test('tells the PIN that is there', async () => {
    const userId = await person({ pin_number: '0417' })
    await send(userId, { letter: 'pin_number' })
    await deliver()
    expect(post.arrived[0]!.mail.text).toContain('0417')
    expect(JSON.stringify(await lettersOf(userId))).not.toContain('0417')
    expect(server.logLines.join()).not.toMatch(/\b0417\b|ada@example/)
  })
})

describe('hostile values', () => {
  test('line breaks in subject and name begin no header', async () => {
    const userId = await person({ first_name: 'Ada\r\nBcc: evil@example.com' })
    await send(userId, { ...general, subject: 'Hello\r\nBcc: evil@example.com\u2028X-Evil: 1' })
    await deliver()
    const [{ to, raw, mail }] = post.arrived as [MailServer['arrived'][0]]
    expect(to).toEqual(['ada@example.edu'])
    expect(raw).not.toMatch(/^(Bcc|X-Evil):/im)
    expect(mail.subject).toBe('Hello Bcc: evil@example.com X-Evil: 1')
    expect(mail.to).toMatchObject({ value: [{ name: 'Ada Bcc: evil@example.com Lovelace' }] })
  })

  test('markup in names and texts stays text', async () => {
    const markup = `<img src=x onerror="alert('1')">&amp;`
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;'
    const userId = await person({ pref_last_name: markup })
    await owing(userId, 1)
    await send(userId, { ...general, text: markup })
    await send(userId, { letter: 'user_deletion' })
    await deliver()
    expect(post.arrived).toHaveLength(2)
    for (const { mail } of post.arrived) {
      expect(mail.html).toContain(escaped)
      expect(mail.html).not.toContain('<img')
      expect(mail.text).toContain(markup)
    }
  })

  test.each(['a@b.c,evil@example.com', '"x" <evil@example.com>', 'a@b@c', 'a\u0085@b', ''])(
    'the address %j, which is not one mailbox, gets no letter',
    async address => {
      const userId = await person({ 'email/a': email(address, { preferred: true }) })
      const { body } = await send(userId, general)
      expect(body.problems).toEqual([{ field: 'email', rule: 'no_preferred_email' }])
    },
  )
})

describe('refused', () => {
  test('without a preferred e-mail, whatever the letter, and nothing is queued', async () => {
    const userId = await person({
      'email/a': email('ada@example.edu', { types: ['cc_address'] }),
      pin_number: '0417',
    })
    await owing(userId, 1)
    for (const body of [general, { letter: 'user_deletion' }, { letter: 'pin_number' }]) {
      const answer = await send(userId, body)
      expect([answer.status, answer.body.code]).toEqual([422, 'invalid_values'])
      expect(answer.body.problems).toEqual([{ field: 'email', rule: 'no_preferred_email' }])
    }
    expect(await lettersOf(userId)).toEqual([])
  })

  test.each([
    [
      'general mail without a text',
      { letter: 'general_mail', subject: 'x', text: ' \n' },
      'text',
      'required',
    ],
    ['general mail without a subject', { letter: 'general_mail', text: 'x' }, 'subject', 'required'],
    ['a text that cannot be stored', { ...general, text: 'a\u0000' }, 'text', 'control_characters'],
    ['a letter about debts to somebody without any', { letter: 'user_deletion' }, 'letter', 'nothing_owed'],
    ['a letter about a PIN that is not there', { letter: 'pin_number' }, 'letter', 'no_pin'],
  ])('%s', async (_, body, field, rule) => {
    const userId = await person()
    await owing(userId, -5)
    const answer = await send(userId, body)
    expect([answer.status, answer.body.problems]).toEqual([422, [{ field, rule }]])
    expect(await lettersOf(userId)).toEqual([])
  })

  test('to those whose roles do not allow it', async () => {
    const userId = await person()
    for (const line of [
      `POST /api/users/${userId}/letters/1/resend`,
      `GET /api/users/${userId}/letters/options`,
    ])
      expect((await viewer(line)).statusCode).toBe(403)
    expect((await send(userId, general, viewer)).status).toBe(403)
    expect(await lettersOf(userId)).toEqual([])
  })

  test('for users who are not there, unknown letters and more than there is', async () => {
    const userId = await person()
    for (const letter of ['general_mail', 'user_deletion', 'pin_number'])
      expect((await send(1_000_000, { ...general, letter })).status).toBe(404)
    expect((await desk('GET /api/users/1000000/letters/options')).statusCode).toBe(404)
    expect((await send(userId, { ...general, letter: 'poem' })).body.code).toBe('invalid_input')
    expect((await send(userId, { ...general, to: 'me@example.edu' })).body.code).toBe('invalid_input')
  })
})

test('who writes sees before who will get it, and about what', async () => {
  const userId = await person({
    pin_number: '0417',
    'email/b': email('mother@example.org', { types: ['cc_address'] }),
  })
  await owing(userId, 12.5)
  const options = (id: number) => desk(`GET /api/users/${id}/letters/options`).then(one => one.json())
  expect(await options(userId)).toEqual({
    recipient: 'ada@example.edu',
    cc: ['mother@example.org'],
    balance: '12.50',
    hasPin: true,
    refused: [],
    isFromLocked: false,
    willBeSent: true,
  })
  expect(await options(await person({ 'email/a': email('x@example.edu') }))).toEqual({
    cc: [],
    balance: '0',
    hasPin: false,
    refused: [],
    isFromLocked: false,
    willBeSent: false,
  })
})
