import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attachmentBytes } from '../../../contract/attachments.ts'
import { createPeople } from '../../users/testing/people.ts'
import { openReadingDoor, type ReadingDoor } from './testing/reading-door.ts'

let door: ReadingDoor
const path = '/users/ada/attachments'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const letter = { type: 'GENERAL', note: 'Signed', file_name: 'letter.txt', content: base64('Grüße <b>') }

beforeAll(async () => {
  door = await openReadingDoor()
  await createPeople(door.ctx, [
    { primary_id: 'ada', last_name: 'L', 'identifier/b': { id_type: 'BARCODE', value: 'B1' } },
    { primary_id: 'eve', last_name: 'E' },
    { primary_id: 'exl_support', last_name: 'S' },
  ])
})
afterAll(() => door.server.close())

const get = (rest: string) => door.tell(`GET ${rest}`)
const post = (body: object | string, to = path) =>
  door.tell(`POST ${to}`, { key: door.writer, payload: body })
const filesOf = async () => (await sql`select from stored_file`.execute(door.server.db)).rows.length

test('without any there is no list', async () => {
  expect(await get(path)).toEqual({ total_record_count: 0 })
})

test('one that is added is told, listed and read, with its content as it is asked for', async () => {
  const made = (await post(letter)) as { id: string }
  const told = {
    id: expect.stringMatching(/^[\w-]{36}$/),
    type: 'GENERAL',
    note: 'Signed',
    file_name: 'letter.txt',
    size: 11,
    content_type: 'text/plain',
    created_by: 'Writer',
    created_date: expect.stringMatching(/^2026-11-20T15:\d\d:\d\dZ$/),
  }
  expect(made).toEqual(told)
  expect(Object.keys(made)).toEqual(Object.keys(told))
  expect(await get(`${path}?limit=1&user_id_type=all_unique`)).toEqual({
    user_attachment: [made],
    total_record_count: 1,
  })
  expect(await get(`/users/B1/attachments/${made.id}/?user_id_type=BARCODE`)).toEqual(made)
  expect(await get(`${path}/${made.id}?expand=content`)).toEqual({ ...made, content: letter.content })
  expect(await get(`${path}/${made.id}?expand=content_no_encoding`)).toEqual({
    ...made,
    content: 'Grüße <b>',
  })
  const xml = await door.ask(`GET ${path}/${made.id}?expand=content_no_encoding&format=xml`)
  expect(xml.body).toContain(`<user_attachment><id>${made.id}</id><type>GENERAL</type><note>Signed</note>`)
  expect(xml.body).toContain('<content>Grüße &lt;b&gt;</content></user_attachment>')
  const list = await door.ask(`GET ${path}?format=xml`)
  expect(list.body).toContain('<user_attachments total_record_count="1"><user_attachment><id>')
  expect(await get(`/users/eve/attachments/${made.id}`)).toBe(`60321 Attachment ${made.id} not found.`)
})

test('XML is read as well, with line breaks in the content', async () => {
  const content = base64('x'.repeat(100)).replaceAll(/(.{40})/g, '$1\r\n')
  const body = `<user_attachment><file_name>../a/b.txt</file_name><content>${content}</content></user_attachment>`
  expect(await post(body)).toMatchObject({ file_name: 'b.txt', note: '', size: 100 })
})

test('bytes that are no text have no content without encoding', async () => {
  const content = Buffer.from([0xff, 0, 1]).toString('base64')
  const { id } = (await post({ file_name: 'x.bin', content })) as { id: string }
  expect(await get(`${path}/${id}?expand=content`)).toMatchObject({ content })
  expect(await get(`${path}/${id}?expand=content_no_encoding`)).toBe(
    `60322 The content of attachment ${id} could not be read.`,
  )
})

describe('nothing is kept', () => {
  test.each([
    [{ ...letter, type: { value: 'GENERAL' } }, '402119 General error: type is a text, not an object'],
    [{ ...letter, file_name: '' }, '401664 Mandatory field is missing: file_name'],
    [{ ...letter, content: undefined }, '401664 Mandatory field is missing: content'],
    [{}, '401664 Mandatory field is missing: file_name'],
    ['{', '401676 No valid XML was given.'],
    ['[]', '401676 No valid XML was given.'],
    ['<attachment/>', '401676 No valid XML was given.'],
    [{ ...letter, content: 'no base64!' }, '402119 General error: content is not base64'],
    [{ ...letter, content: 'A' }, '402119 General error: content is not base64'],
    [{ ...letter, content: { a: 1 } }, '401664 Mandatory field is missing: content'],
    [{ ...letter, file_name: 'run.exe' }, '402119 General error: files of this kind are not kept'],
    [
      { ...letter, content: base64('<html><script>') },
      '402119 General error: files of this kind are not kept',
    ],
    [{ ...letter, note: 'x'.repeat(2001) }, '402119 General error: note: too long'],
    [{ ...letter, note: 'a\0b' }, /^402119 /],
  ])('of %j', async (body, refusal) => {
    const before = await filesOf()
    expect(await post(body)).toEqual(refusal instanceof RegExp ? expect.stringMatching(refusal) : refusal)
    expect(await filesOf()).toBe(before)
  })

  test('of a note as large as the body may be', async () => {
    expect(await post({ ...letter, note: 'x '.repeat(6_500_000) })).toBe(
      '402119 General error: note: too long',
    )
  })

  test('for nobody, for those whom nobody may change, and by a key that only reads', async () => {
    const before = await filesOf()
    expect(await post(letter, '/users/nobody/attachments')).toBe(
      '401861 User with identifier nobody was not found.',
    )
    expect(await post(letter, '/users/exl_support/attachments')).toBe(
      '402119 General error: nobody may change this user',
    )
    expect(await door.tell(`POST ${path}`, { payload: letter })).toBe('UNAUTHORIZED')
    expect(await filesOf()).toBe(before)
  })

  test('that is larger than on screens; what is as large is kept, in both formats', async () => {
    const content = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64')
    const large = content(attachmentBytes)
    expect(await post({ file_name: 'a', content: large })).toMatchObject({ size: attachmentBytes })
    const xml = `<user_attachment><file_name>a</file_name><content>${large}</content></user_attachment>`
    expect(await post(xml)).toMatchObject({ size: attachmentBytes })
    expect(await post({ file_name: 'a', content: content(attachmentBytes + 1) })).toBe(
      `402119 General error: the file has more than ${attachmentBytes} bytes`,
    )
    expect(await post({ file_name: 'a', content: content(attachmentBytes * 2) })).toMatch(
      /^REQUEST_TOO_LARGE /,
    )
  })
})

test('a letter that a browser would run is no less refused under another name', async () => {
  expect(await post({ file_name: 'a\u202Etxt.exe', content: base64('x') })).toMatch(/^402119 /)
})

describe('what is not there', () => {
  test.each(['nothing', '../x', '%00', 'toString', '__proto__', 'x'.repeat(500)])('%s', async id => {
    expect(await get(`${path}/${encodeURIComponent(id)}`)).toBe(`60321 Attachment ${id} not found.`)
  })

  test('whose bytes are lost is told', async () => {
    const { id } = (await post(letter, '/users/eve/attachments')) as { id: string }
    await sql`delete from stored_file where user_id = (select user_id from user_account where primary_id = 'eve')`.execute(
      door.server.db,
    )
    expect(await get(`/users/eve/attachments/${id}?expand=content`)).toMatch(/^60322 /)
    expect(await get(`/users/eve/attachments/${id}`)).toMatchObject({ id })
  })
})

test.each([
  ['DELETE /users/ada/attachments/1', 'ada/attachments/1'],
  ['PUT /users/ada/attachments/1', 'ada/attachments/1'],
  ['POST /users/ada/attachments/1', 'ada/attachments/1'],
  ['DELETE /users/ada/attachments', 'ada/attachments'],
  ['GET /users/ada/nothing', 'ada/nothing'],
  ['GET /users/a%2Fb/c%20d/e/', 'a/b/c d/e/'],
  ['PUT /users/ada/loans', 'ada/loans'],
])('%s asks for a user of that name', async (line, id) => {
  expect(await door.tell(line, { key: door.writer })).toBe(`401861 User with identifier ${id} was not found.`)
})

test('a key that only reads is told that before', async () => {
  expect(await door.tell('DELETE /users/ada/attachments/1')).toBe('UNAUTHORIZED')
})
