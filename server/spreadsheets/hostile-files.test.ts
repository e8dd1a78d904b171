import { describe, expect, test } from 'vitest'
import { readIdentifierFile } from './read-identifiers.ts'
import type { SheetLimits } from './sheet-row.ts'
import { makeCompoundFile, makeWorkbook, makeZip } from './testing/make-workbook.ts'

const cell = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`
const sheetPart = 'xl/worksheets/sheet1.xml'
const megabyte = 1024 * 1024

function read(content: string | Buffer, limits: Partial<SheetLimits> = {}, fileName = 'people.csv') {
  return readIdentifierFile(Buffer.from(content as string), fileName, { identifierTypes: [], limits })
}

describe('a file of another kind is named', () => {
  const refusals: [name: string, content: () => string | Buffer | Promise<Buffer>, code: string][] = [
    ['nothing', () => '', 'file_empty'],
    ['only a byte order mark', () => '\uFEFF', 'file_empty'],
    ['only blank rows', () => '\r\n\r\n , \r\n'.replaceAll(' ', ''), 'file_empty'],
    ['only a header', () => 'Primary ID\r\n', 'file_empty'],
    ['only white space', () => 'Primary ID\r\n  \r\n', 'file_empty'],
    ['a workbook without rows', () => makeWorkbook({}), 'file_empty'],
    ['an old workbook', () => makeCompoundFile(['Root Entry', 'Workbook']), 'file_old_xls'],
    ['an older workbook', () => makeCompoundFile(['Root Entry', 'Book']), 'file_old_xls'],
    [
      'a workbook with password',
      () => makeCompoundFile(['EncryptionInfo', 'EncryptedPackage']),
      'file_encrypted',
    ],
    ['an old text document', () => makeCompoundFile(['Root Entry', 'WordDocument']), 'file_not_spreadsheet'],
    ['a zip', () => makeZip({ 'a.txt': 'a' }), 'file_not_spreadsheet'],
    ['HTML named .xls', () => '\uFEFF\r\n<html><table>', 'file_not_spreadsheet'],
    ['XML in UTF-16', () => Buffer.from('\uFEFF<?xml version="1.0"?>', 'utf16le'), 'file_not_spreadsheet'],
    ['a PDF', () => '%PDF-1.7\n1 0 obj\n', 'file_not_spreadsheet'],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file_not_spreadsheet'],
    ['UTF-16 without mark', () => Buffer.from('USERNAME\nu1\n', 'utf16le'), 'file_encoding'],
    ['UTF-32', () => Buffer.from('fffe000041000000', 'hex'), 'file_encoding'],
    ['UTF-8 that breaks its mark', () => Buffer.from('\xEF\xBB\xBFu\xFF\n', 'latin1'), 'file_encoding'],
    ['half a character of UTF-16', () => Buffer.from('\xFF\xFEa', 'latin1'), 'file_encoding'],
    ['bytes of no known code', () => Buffer.from('u\xFF\x81\n', 'latin1'), 'file_encoding'],
    ['a quote without end', () => 'USERNAME\n"u1\nu2\n', 'file_not_spreadsheet'],
  ]
  test.each(refusals)('%s', async (_, content, code) => {
    await expect(read(await content())).rejects.toMatchObject({ name: 'AppError', code })
  })
})

describe('limits hold', () => {
  test('for the size of the file', async () => {
    await expect(read('u1\nu2\n', { maximumBytes: 5 })).rejects.toMatchObject({ code: 'file_too_large' })
    expect((await read('u1\nu2\n', { maximumBytes: 6 })).rows).toHaveLength(2)
  })

  test('for the rows of text and workbook', async () => {
    const workbook = await makeWorkbook({ rows: cell('u1') + cell('u2') + cell('u3') })
    for (const content of ['u1\nu2\nu3\n', workbook]) {
      await expect(read(content, { maximumRows: 2 })).rejects.toMatchObject({ code: 'file_too_large' })
      expect((await read(content, { maximumRows: 3 })).rows).toHaveLength(3)
    }
  })

  test('for what a zip says it unpacks to', async () => {
    const workbook = await makeWorkbook({ rows: cell('u1') })
    await expect(read(workbook, { maximumUnpackedBytes: 500 })).rejects.toMatchObject({
      code: 'file_too_large',
    })
  })
})

describe('a hostile workbook is refused', () => {
  test('when it unpacks to hundreds of times its size, before unpacking', async () => {
    const bomb = await makeWorkbook({ rows: cell(' '.repeat(60 * megabyte)) })
    const start = performance.now()
    await expect(read(bomb)).rejects.toMatchObject({ code: 'file_too_large' })
    expect(performance.now() - start).toBeLessThan(100)
  })

  test('when a part is larger than it says', async () => {
    const workbook = await makeWorkbook({ rows: cell('a'.repeat(100_000)) })
    // The size stands in the central directory, 22 bytes before the name.
    const size = workbook.lastIndexOf(sheetPart) - 22
    expect(workbook.readUInt32LE(size)).toBeGreaterThan(100_000)
    workbook.writeUInt32LE(1000, size)
    await expect(read(workbook)).rejects.toMatchObject({ code: 'file_not_spreadsheet' })
  })

  test('when its zip has a password', async () => {
    const workbook = await makeWorkbook({ rows: cell('u1') })
    const flags = workbook.lastIndexOf(sheetPart) - 38
    workbook.writeUInt16LE(workbook.readUInt16LE(flags) | 1, flags)
    await expect(read(workbook)).rejects.toMatchObject({ code: 'file_encrypted' })
  })

  const external = '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
  const laughs = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
  const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
  const hostile: [name: string, sheet: string][] = [
    ['an external entity', `<?xml version="1.0"?>${external}${sheet(cell('&e;'))}`],
    ['entities in entities', laughs + sheet(cell('&b;'))],
    ['a document type alone', `<!DOCTYPE worksheet>${sheet(cell('u1'))}`],
    ['an unknown entity', sheet(cell('&e;'))],
    ['endless nesting', sheet(`${'<a>'.repeat(200)}${'</a>'.repeat(200)}${cell('u1')}`)],
    ['a cell of 17 MB', sheet(cell('a'.repeat(17 * megabyte)))],
    ['a comment of 17 MB', `<!--${'a'.repeat(17 * megabyte)}-->${sheet(cell('u1'))}`],
    ['a tag that does not end', `${sheet(cell('u1'))}<`],
    ['a row that does not end', '<worksheet><sheetData><row><c><v>1</v>'],
    ['bytes that are not XML', 'PK'],
    ['a column that no sheet has', sheet('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>')],
    ['a cell before the first', sheet('<row r="1"><c r="1"><v>1</v></c></row>')],
    ['a text that is not there', sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')],
    ['a text number that is none', sheet('<row r="1"><c r="A1" t="s"><v>x</v></c></row>')],
  ]
  test.each(hostile)('when its sheet has %s', async (_, xml) => {
    const workbook = await makeWorkbook({ replaced: { [sheetPart]: xml } })
    await expect(read(workbook)).rejects.toMatchObject({ code: 'file_not_spreadsheet' })
  })

  test('when entities hide in its shared strings', async () => {
    const workbook = await makeWorkbook({ replaced: { 'xl/sharedStrings.xml': `${laughs}<sst/>` } })
    await expect(read(workbook)).rejects.toMatchObject({ code: 'file_not_spreadsheet' })
  })

  test('when it was cut off', async () => {
    const workbook = await makeWorkbook({ rows: cell('u1') })
    for (const length of [10, 500, workbook.length - 30, workbook.length - 1]) {
      await expect(read(workbook.subarray(0, length))).rejects.toMatchObject({ code: 'file_not_spreadsheet' })
    }
  })

  test('when bytes of its sheet were changed', async () => {
    const workbook = await makeWorkbook({ rows: cell('u1').repeat(100) })
    const content = workbook.indexOf(sheetPart) + sheetPart.length + 20
    workbook.fill(0xff, content, content + 8)
    await expect(read(workbook)).rejects.toMatchObject({ code: 'file_not_spreadsheet' })
  })
})

describe('odd but honest files are read', () => {
  test('row numbers that make no sense are counted on', async () => {
    const rows = ['0', '-1', 'x', '99999999999']
      .map(r => cell(`u${r}`).replace('<row', `<row r="${r}"`))
      .join('')
    expect((await read(await makeWorkbook({ rows }))).rows.map(({ row }) => row)).toEqual([1, 2, 3, 4])
  })

  test('a row with a text of 5 MB is rejected, its neighbours are read', async () => {
    const long = 'x'.repeat(5 * megabyte)
    const expected = {
      rows: [{ value: 'u1' }, { value: 'u2' }],
      rejected: [{ row: 3, value: 'x'.repeat(255), reason: 'not_an_identifier' }],
    }
    expect(await read(`USERNAME\nu1\n${long}\nu2\n`)).toMatchObject(expected)
    const rows = ['USERNAME', 'u1', long, 'u2'].map(cell).join('')
    expect(await read(await makeWorkbook({ rows }))).toMatchObject(expected)
  })

  test('a text beside the identifier of 5 MB on one line does no harm', async () => {
    const file = await read(`USERNAME,Note\nu1,"${'x,"";\n'.repeat(megabyte)}"\nu2,b\n`)
    expect(file.rows.map(({ value }) => value)).toEqual(['u1', 'u2'])
  })
})
