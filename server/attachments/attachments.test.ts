import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { attachmentBytes } from '../../contract/attachments.ts'
import type { UserRecord } from '../../contract/users.ts'
import { openTestServer, type SignedIn, type TestServer } from '../http/testing/test-server.ts'
import { contextOf, createPeople, foundSecond } from '../users/testing/people.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import { attach, gif, jpeg, pdf, png, send, type TestFile, webp } from './testing/files.ts'

let server: TestServer
let desk: Ask
let signedIn: SignedIn
let viewer: { ask: Ask; signedIn: SignedIn }
let userId: number

beforeAll(async () => {
  server = await openTestServer({ uploadBytes: 32 * 1024 * 1024 })
  const { institutionId } = server.institution
  await sql`insert into library (institution_id, code, name) values (${institutionId}, 'MAIN', 'Main')`.execute(
    server.db,
  )
  const member = await staffMember(server, 'desk', ['32'])
  desk = member.ask
  signedIn = member.signedIn
  viewer = await staffMember(server, 'viewer', ['38'])
  userId = await person()
})
afterAll(() => server.close())

async function person(document: object = {}): Promise<number> {
  const [id] = await createPeople(contextOf(server), [{ first_name: 'Ada', last_name: 'L', ...document }])
  return id!
}

const upload = (file: TestFile, id = userId, by = signedIn) =>
  send(server, by, { line: `POST /api/users/${id}/attachments`, file })
const add = (file: TestFile, id = userId) => attach(server, signedIn, { ...file, userId: id })
const download = (elementId: string, id = userId) => desk(`GET /api/users/${id}/attachments/${elementId}`)
const read = async (id = userId): Promise<UserRecord> => (await desk(`GET /api/users/${id}`)).json()
const countFiles = async () =>
  Number((await sql<{ n: string }>`select count(*) as n from stored_file`.execute(server.db)).rows[0]!.n)

test('an attached file is an element of the record, and comes back byte for byte, never as a page', async () => {
  const id = await person()
  const file = { name: 'Brief übér قط.pdf', content: pdf, fields: { note: ' Signed ', owner: 'MAIN' } }
  const element = await add(file, id)
  expect(element.values).toEqual({
    file_name: 'Brief übér قط.pdf',
    media_type: 'application/pdf',
    size: pdf.length,
    note: 'Signed',
    owner: 'MAIN',
    created_by: 'Wilhelmina Quackenbush',
    created_at: '2026-11-20T15:00:00+00:00',
  })
  expect((await read(id)).segments['attachment']).toEqual([element])
  const answer = await download(element.id, id)
  expect([answer.statusCode, answer.rawPayload.equals(pdf)]).toEqual([200, true])
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(
      /^attachment; filename="Brief [\x20-\x7e]+"; filename\*=UTF-8''Brief%20/,
    ),
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'sandbox',
    'cache-control': 'no-store',
  })
})

test('neither the table nor any answer says what opens a file, and the bytes in the table are not those of the file', async () => {
  const id = await person()
  const { id: elementId } = await add({ name: 'a.pdf', content: pdf }, id)
  const { rows } = await sql<{ file_id: string; file_key: string; content: Buffer }>`
    select a.file_id, a.file_key, f.content from user_attachment a join stored_file f using (institution_id, file_id)
    where a.user_id = ${id}`.execute(server.db)
  const [row] = rows
  expect(row!.content.includes('Wilhelmina') || row!.content.includes('%PDF')).toBe(false)
  await edit(id, elementId, { note: 'changed' })
  const stale = await desk(`PATCH /api/users/${id}`, { revision: 1, values: { first_name: 'Bea' } })
  expect(stale.json().details.changes).toMatchObject([{ path: `attachment/${elementId}` }])
  const history = await desk(`GET /api/users/${id}/history`)
  expect(history.body).toContain('a.pdf')
  const filter = JSON.stringify({
    some: 'attachment',
    where: { field: 'file_key', op: 'starts', value: 'A' },
  })
  const asked = await desk(`GET /api/users?filter=${encodeURIComponent(filter)}`)
  expect([asked.statusCode, asked.json().code]).toEqual([422, 'invalid_filter'])
  const answers = [stale, history, await desk(`GET /api/users/${id}`), await desk('GET /api/configuration')]
  for (const { body } of answers)
    for (const secret of ['file_key', 'file_id', row!.file_id, row!.file_key])
      expect(body).not.toContain(secret)
  expect(server.logLines.join('')).not.toContain(row!.file_key)
})

async function edit(id: number, elementId: string, values: object | null) {
  const { revision } = await read(id)
  return desk(`PATCH /api/users/${id}`, { revision, values: { [`attachment/${elementId}`]: values } })
}

describe('by an edit of the record', () => {
  test('note and owner change, and the file stays what it is', async () => {
    const id = await person()
    const { id: elementId, values } = await add({ name: 'a.pdf', content: pdf }, id)
    const given = {
      ...values,
      note: 'new',
      owner: 'MAIN',
      file_name: 'x.html',
      size: 1,
      file_id: 'f',
      file_key: 'k',
    }
    const answer = await edit(id, elementId, given)
    expect(answer.json().segments.attachment).toEqual([
      { id: elementId, values: { ...values, note: 'new', owner: 'MAIN' } },
    ])
    expect((await download(elementId, id)).rawPayload.equals(pdf)).toBe(true)
  })

  test('what comes back as it was read changes nothing', async () => {
    const id = await person()
    const { id: elementId, values } = await add({ name: 'a.pdf', content: pdf }, id)
    expect((await edit(id, elementId, values)).json().revision).toBe(2)
  })

  test('none is added, because there is no file', async () => {
    const id = await person()
    const answer = await edit(id, 'new', { file_name: 'a.pdf', note: 'x' })
    expect([answer.statusCode, answer.json().problems]).toEqual([
      422,
      [{ field: 'attachment/new', rule: 'not_editable' }],
    ])
    const picture = await desk(`PATCH /api/users/${id}`, {
      revision: 1,
      values: { 'picture/own': { size: 1 } },
    })
    expect(picture.json().problems).toEqual([{ field: 'picture/own', rule: 'not_editable' }])
  })

  test('one is removed', async () => {
    const id = await person()
    const { id: elementId } = await add({ name: 'a.pdf', content: pdf }, id)
    expect((await edit(id, elementId, null)).json().segments.attachment).toEqual([])
    expect((await download(elementId, id)).statusCode).toBe(404)
  })
})

test.each([
  ['../../etc/passwd.pdf', 'passwd.pdf'],
  ['C:\\temp\\x.pdf', 'x.pdf'],
  ['a\tb\u202Efdp.pdf', 'abfdp.pdf'],
  ['..', 'file'],
  [`${'é'.repeat(300)}.pdf`, 'é'.repeat(200)],
  ['😀'.repeat(199), `${'😀'.repeat(127)}\uFFFD`],
])('a file that calls itself %j is called %j', async (name, cleaned) => {
  const { values } = await add({ name, content: pdf })
  expect(values['file_name']).toBe(cleaned)
})

test.each([
  ['page.html', 'application/octet-stream', 'hello'],
  ['PAGE.HTM. .', 'text/plain', 'hello'],
  ['a.svg:x', 'text/plain', 'hello'],
  ['photo.png', 'image/svg+xml', 'hello'],
  ['notes.txt', 'text/html', 'hello'],
  ['notes.txt', 'text/plain', '\ufeff \n<!-- x --><HTML><script>alert(1)</script>'],
  ['photo.png', 'image/png', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'],
  ['notes.txt', 'text/plain', '<!DOCTYPE html><p>'],
  ['script.js', 'text/plain', 'alert(1)'],
  ['notes.txt', 'text/javascript', 'alert(1)'],
  ['setup.exe', 'application/octet-stream', 'x'],
  ['letter.pdf', 'application/pdf', 'MZ\u0090\0\u0003\0\0'],
  ['letter.pdf', 'application/pdf', '\x7fELF\u0002'],
  ['run', 'text/plain', '#!/bin/sh\nrm'],
])('%s as %s with %j is refused, and nothing is stored', async (name, type, content) => {
  const before = await countFiles()
  const answer = await upload({ name, type, content: Buffer.from(content) })
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'file_kind_refused'])
  expect(await countFiles()).toBe(before)
})

test('a page in UTF-16 is refused, too', async () => {
  const content = Buffer.from('\ufeff<html><body onload="x()">', 'utf16le')
  expect((await upload({ name: 'a.txt', content })).json().code).toBe('file_kind_refused')
})

function zipped(entries: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return buffer(zip.outputStream)
}

const openXml = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument.text'
const unknown = 'application/octet-stream'
const kinds: [what: string, content: Buffer | Promise<Buffer>, type: string][] = [
  ['PDF', pdf, 'application/pdf'],
  ['PNG', png, 'image/png'],
  ['JPEG', jpeg, 'image/jpeg'],
  ['GIF', gif, 'image/gif'],
  ['WebP', webp, 'image/webp'],
  ['text', Buffer.from('Grüße\r\n\tZoë'), 'text/plain; charset=utf-8'],
  ['text that begins with MZ', Buffer.from('MZ is short for Main Zone'), 'text/plain; charset=utf-8'],
  ['text in an old encoding', Buffer.from('Gr\xfc\xdfe', 'latin1'), unknown],
  ['bytes', Buffer.from([0, 1, 2, 3]), unknown],
  ['DOCX', zipped({ 'word/document.xml': '<x/>' }), `${openXml}.wordprocessingml.document`],
  ['XLSX', zipped({ 'xl/workbook.xml': '<x/>' }), `${openXml}.spreadsheetml.sheet`],
  ['ODT', zipped({ mimetype: openDocument, 'content.xml': '<x/>' }), openDocument],
  ['a document with macros', zipped({ 'word/document.xml': '', 'word/vbaProject.bin': 'x' }), unknown],
  ['another zip', zipped({ 'a.txt': 'x' }), unknown],
  ['half a zip', Buffer.from('PK\x03\x04word/document.xml'), unknown],
]

test.each(kinds)('the type of %s is what the bytes say, not what it is called', async (_, content, type) => {
  const { id } = await add({ name: 'photo.gif', type: 'image/gif', content: await content })
  const answer = await download(id)
  expect(answer.headers['content-type']).toBe(type)
  expect(answer.rawPayload.equals(await content)).toBe(true)
})

test('the largest file is kept and a byte more is refused, as is nothing at all', async () => {
  const largest = Buffer.alloc(attachmentBytes, 7)
  const { id } = await add({ name: 'large', content: largest })
  expect((await download(id)).rawPayload.equals(largest)).toBe(true)
  const before = await countFiles()
  const larger = await upload({ name: 'larger', content: Buffer.alloc(attachmentBytes + 1, 7) })
  expect([larger.statusCode, larger.json().code]).toEqual([413, 'file_too_large'])
  const empty = await upload({ name: 'empty', content: Buffer.alloc(0) })
  expect([empty.statusCode, empty.json().code]).toEqual([422, 'file_empty'])
  expect(await countFiles()).toBe(before)
})

test.each([
  [{ note: 'x'.repeat(2001) }, [{ field: 'note', rule: 'too_long', limit: 2000 }]],
  [{ owner: 'MOON' }, [{ field: 'owner', rule: 'unknown_code' }]],
  [{ file_key: 'mine' }, [{ field: 'file_key', rule: 'unknown_field' }]],
])('with %j an upload is refused, and nothing is stored', async (fields, problems) => {
  const before = await countFiles()
  const answer = await upload({ name: 'a.pdf', content: pdf, fields })
  expect([answer.statusCode, answer.json().problems]).toEqual([422, problems])
  expect(await countFiles()).toBe(before)
})

test('protected accounts, people who are not there and those who may only look get nothing attached', async () => {
  const file = { name: 'a.pdf', content: pdf }
  const before = await countFiles()
  const answers = [
    await upload(file, await person({ primary_id: 'exl_support' })),
    await upload(file, 1_000_000),
    await upload(file, userId, viewer.signedIn),
    await upload(file, userId, { ...signedIn, headers: {} }),
  ]
  expect(answers.map(answer => answer.json().code)).toEqual([
    'protected_account',
    'not_found',
    'forbidden',
    'csrf_refused',
  ])
  expect(await countFiles()).toBe(before)
})

test('a file is downloaded by those who may see its user, and only from its user', async () => {
  const { id } = await add({ name: 'a.pdf', content: pdf })
  const path = `/attachments/${id}`
  expect((await viewer.ask(`GET /api/users/${userId}${path}`)).statusCode).toBe(200)
  const patron = (await staffMember(server, 'patron', ['200'])).ask
  expect((await patron(`GET /api/users/${userId}${path}`)).json().code).toBe('forbidden')
  expect((await desk(`GET /api/users/${await person()}${path}`)).json().code).toBe('not_found')
  const second = await foundSecond(server)
  const [stranger] = await createPeople(contextOf(server, second), [{ first_name: 'A', last_name: 'B' }])
  expect((await upload({ name: 'a.pdf', content: pdf }, stranger!)).json().code).toBe('not_found')
})
