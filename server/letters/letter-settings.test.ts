import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables } from '../institutions/code-tables.ts'
import { contextOf, createPeople, type PersonDocument } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { deleteOldLetters } from './delete-old-letters.ts'
import { queueIfWanted, queueLetter } from './queue-letter.ts'
import { sendDueLetters } from './send-due-letters.ts'
import { letterTemplates } from './templates/letter-templates.ts'
import type { LetterTemplate } from './templates/template.ts'
import { type MailServer, mailAt, openMailServer } from './testing/mail-server.ts'

let server: TestServer
let ctx: Context
let letterAdministrator: Ask
let manager: Ask
let post: MailServer

beforeAll(async () => {
  server = await openTestServer({ mail: mailAt(1) })
  ctx = contextOf(server)
  letterAdministrator = (await staffMember(server, 'letters', ['57'])).ask
  manager = (await staffMember(server, 'manager', ['21'])).ask
})
afterAll(() => server.close())
beforeEach(async () => {
  post = await openMailServer()
})
afterEach(async () => {
  await post.close()
  await sql`delete from letter_setting`.execute(server.db)
  await sql`delete from letter_outbox`.execute(server.db)
})

const preferred = { address: 'ada@example.edu', types: ['work'], preferred: true }
async function person(document: PersonDocument = {}): Promise<number> {
  const usual = { last_name: 'Lovelace', pin_number: '0417', 'email/a': preferred }
  return (await createPeople(ctx, [{ ...usual, ...document }]))[0]!
}

const usual = { isEnabled: true, words: {} }
const save = (letter: string, body: object, ask = letterAdministrator) =>
  ask(`PUT /api/letter-settings/${letter}`, body)
async function send(userId: number, body: object) {
  const response = await manager(`POST /api/users/${userId}/letters`, body)
  return { status: response.statusCode, body: response.json() }
}
const general = { letter: 'general_mail', subject: 'Hello', text: 'x' }
const pin = { letter: 'pin_number' }
const deliver = (inner = ctx) => sendDueLetters(inner, { mail: post.mail })
const daysLater = (days: number): Context => {
  const moment = new Date(server.clock.now.getTime() + days * 86_400_000)
  return { ...ctx, now: () => moment }
}

test('every letter is listed with its words in three languages, its values and what the institution changed', async () => {
  const words = { en: { subject: 'PIN', paragraphs: ['It is {pin}.'] } }
  const saved = await save('pin_number', { isEnabled: true, retentionDays: 30, words })
  const { items } = (await letterAdministrator('GET /api/letter-settings')).json()
  const found = items.find((one: { letter: string }) => one.letter === 'pin_number')
  expect(saved.json()).toEqual(found)
  expect(found).toMatchObject({
    almaName: 'PINNumberGenerationLetter',
    ...{ isEnabled: true, retentionDays: 30, values: ['pin'], words },
  })
  expect(items).toHaveLength(Object.keys(letterTemplates).length + 1)
  const { rows } =
    await sql`select key, new from settings_history order by settings_history_id desc limit 1`.execute(
      server.db,
    )
  expect(rows).toEqual([{ key: 'letter.pin_number', new: { isEnabled: true, retentionDays: 30, words } }])
})

test('a letter that is switched off is refused, and not written by the program', async () => {
  const userId = await person()
  await save('pin_number', { ...usual, isEnabled: false })
  expect((await send(userId, pin)).body.problems).toEqual([{ field: 'letter', rule: 'letter_disabled' }])
  expect(await queueIfWanted(ctx, { userId, letter: 'pin_number', values: { pin: '1' } })).toBeUndefined()
  const options = (await manager(`GET /api/users/${userId}/letters/options`)).json()
  expect(options.refused).toEqual([{ letter: 'pin_number', rule: 'letter_disabled' }])
  expect((await send(userId, general)).status).toBe(200)
})

test('general mail is sent only while the letter for it is active, and has no words to change', async () => {
  const userId = await person()
  await save('general_mail', { ...usual, isEnabled: false })
  expect((await send(userId, general)).body.problems).toEqual([{ field: 'letter', rule: 'letter_disabled' }])
  const words = { en: { subject: 'x', paragraphs: ['y'] } }
  expect((await save('general_mail', { ...usual, words })).json().problems).toEqual([
    { field: 'words.en', rule: 'read_only' },
  ])
})

test('the words of the institution replace those of the program, in the language that has them', async () => {
  const words = { de: { subject: 'PIN <neu>', paragraphs: ['Sie lautet {pin} & {sonst}.', 'Gruß'] } }
  const wrong = await save('pin_number', { ...usual, words })
  expect(wrong.json().problems).toEqual([
    { field: 'words.de.paragraphs', rule: 'unknown_value', limit: '{sonst}' },
  ])
  words.de.paragraphs[0] = 'Sie lautet {pin} & <b>.'
  await save('pin_number', { ...usual, words })
  for (const preferred_language of ['de', 'en']) await send(await person({ preferred_language }), pin)
  await deliver()
  const [german, english] = post.arrived.map(one => one.mail) as [
    MailServer['arrived'][0]['mail'],
    MailServer['arrived'][0]['mail'],
  ]
  expect(german.subject).toBe('PIN <neu>')
  expect(german.text).toContain('Sie lautet \u20680417\u2069 & <b>.')
  expect(german.html).toContain('&amp; &lt;b&gt;.')
  expect(english.subject).toBe('Your new PIN')
  await save('pin_number', usual)
  await send(await person({ preferred_language: 'de' }), pin)
  await deliver()
  expect(post.arrived.at(-1)!.mail.subject).toBe('Ihre neue PIN')
})

test('a preview has sample values, of every letter in every language', async () => {
  for (const [letter, template] of Object.entries(letterTemplates) as [string, LetterTemplate][]) {
    for (const [language, words] of Object.entries(template.words)) {
      const answer = await letterAdministrator(`POST /api/letter-settings/${letter}/preview`, {
        language,
        words,
      })
      expect(answer.statusCode).toBe(200)
      expect(answer.json().text).not.toMatch(/[{}]/)
    }
  }
  const words = { subject: ' ', paragraphs: [] }
  const wrong = await letterAdministrator('POST /api/letter-settings/pin_number/preview', {
    language: 'en',
    words,
  })
  expect(wrong.json().problems).toEqual([
    { field: 'words.subject', rule: 'required' },
    { field: 'words.paragraphs', rule: 'required' },
  ])
})

test('words in every language name only values that the letter has', () => {
  for (const template of Object.values(letterTemplates) as LetterTemplate[]) {
    for (const { subject, paragraphs } of Object.values(template.words)) {
      const names = [...[subject, ...paragraphs].join(' ').matchAll(/\{(\w+)\}/g)].map(one => one[1]!)
      expect(names.filter(name => !Object.hasOwn(template.values, name))).toEqual([])
    }
  }
})

test('only letter administrators see and change letters; wrong settings are refused', async () => {
  for (const line of ['GET /api/letter-settings', 'PUT /api/letter-settings/pin_number'])
    expect((await manager(line, line.startsWith('PUT') ? usual : undefined)).statusCode).toBe(403)
  const preview = { language: 'en', words: { subject: 'x', paragraphs: ['y'] } }
  expect((await manager('POST /api/letter-settings/pin_number/preview', preview)).statusCode).toBe(403)
  for (const body of [
    { ...usual, retentionDays: 0 },
    { ...usual, words: { fr: {} } },
    { ...usual, more: 1 },
  ])
    expect((await save('pin_number', body)).json().code).toBe('invalid_input')
  expect((await save('poem', usual)).json().code).toBe('invalid_input')
})

describe('opting out', () => {
  const code = 'PINNumberGenerationLetter'
  const offer = (isEnabled: boolean) =>
    installCodeTables(server.db, server.institution.institutionId, {
      LibraryNoticesOptInDisplay: [{ code, label: 'PIN', isEnabled }],
    })

  test('keeps a letter from those who do not want it, where the institution lets them choose', async () => {
    const no = await person({ library_notices: { [code]: false } })
    const yes = await person({ library_notices: { [code]: true } })
    expect((await send(no, pin)).status).toBe(200)
    await offer(true)
    expect((await send(no, pin)).body.problems).toEqual([{ field: 'letter', rule: 'opted_out' }])
    expect((await manager(`GET /api/users/${no}/letters/options`)).json().refused).toEqual([
      { letter: 'pin_number', rule: 'opted_out' },
    ])
    expect((await send(yes, pin)).status).toBe(200)
    expect((await send(no, general)).status).toBe(200)
    await offer(false)
    expect((await send(no, pin)).status).toBe(200)
    await deliver()
  })
})

describe('the sender of general mail', () => {
  const settings = async (values: object) => {
    const administrator = (await staffMember(server, `admin${Math.random()}`, ['50'])).ask
    const answer = await administrator('PATCH /api/settings', { values })
    return answer.json()
  }

  test('is the program, unless the institution or whoever writes names another; the envelope stays', async () => {
    const userId = await person()
    await send(userId, general)
    await send(userId, { ...general, from: ' desk@example.edu ' })
    await settings({ fromAddress: 'help@example.edu' })
    await send(userId, general)
    await send(userId, { ...general, from: 'desk@example.edu' })
    await deliver()
    expect(post.arrived.map(({ mail }) => mail.from?.text)).toEqual([
      '"Test Library" <library@example.edu>',
      'desk@example.edu',
      'help@example.edu',
      'desk@example.edu',
    ])
    expect(post.arrived.map(one => one.from)).toEqual(Array(4).fill('library@example.edu'))
    expect(post.arrived[1]!.raw).toMatch(/^Sender: Test Library <library@example\.edu>/m)
  })

  test('cannot be changed where it is locked, and is shown as such', async () => {
    const userId = await person()
    await settings({ fromAddress: 'help@example.edu', disableFromAddress: true })
    const options = (await manager(`GET /api/users/${userId}/letters/options`)).json()
    expect(options).toMatchObject({ fromAddress: 'help@example.edu', isFromLocked: true })
    const refused = await send(userId, { ...general, from: 'desk@example.edu' })
    expect(refused.body.problems).toEqual([{ field: 'from', rule: 'read_only' }])
    expect((await send(userId, { ...general, from: 'help@example.edu' })).status).toBe(200)
    await settings({ fromAddress: null, disableFromAddress: null })
    await deliver()
  })

  test.each(['a@b, c@d', 'x', 'a@b\r\nBcc: c@d', '"A" <a@b>'])('%j is not one', async from => {
    const { body } = await send(await person(), { ...general, from })
    expect(body.problems).toEqual([{ field: 'from', rule: 'wrong_form' }])
    expect((await settings({ fromAddress: from })).problems).toMatchObject([{ field: 'fromAddress' }])
  })
})

describe('letters that are kept for a time', () => {
  const remaining = async () => {
    const { rows } = await sql<{ letter: string; status: string }>`
      select letter, status from letter_outbox order by letter_id`.execute(server.db)
    return rows.map(row => `${row.letter} ${row.status}`)
  }

  test('go when it is over, with the copies of their files; others and those that wait stay', async () => {
    const userId = await person()
    await queueLetter(ctx, { userId, letter: 'pin_number', values: { pin: '1' } })
    await send(userId, { letter: 'personal_info' })
    await send(userId, general)
    await deliver()
    await send(userId, { letter: 'personal_info' })
    await save('personal_info', { ...usual, retentionDays: 10 })
    await save('pin_number', { ...usual, retentionDays: 20 })
    expect(await deleteOldLetters(daysLater(10))).toBe(0)
    expect(await deleteOldLetters(daysLater(10.1))).toBe(1)
    expect(await remaining()).toEqual(['pin_number SENT', 'general_mail SENT', 'personal_info QUEUED'])
    const record = (await manager(`GET /api/users/${userId}`)).json()
    expect(record.segments.attachment).toHaveLength(1)
    const history = (await manager(`GET /api/users/${userId}/history?period=all`)).json().items
    expect(history[0]).toMatchObject({ source: 'system' })
    expect(history[0].changes.map((one: object) => Object.keys(one))).toEqual([['path', 'old']])
    expect(await deleteOldLetters(daysLater(21))).toBe(1)
    expect(await remaining()).toEqual(['general_mail SENT', 'personal_info QUEUED'])
  })
})
