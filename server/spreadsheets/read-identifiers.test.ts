import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type IdentifierFile, type ReadIdentifierOptions, readIdentifierFile } from './read-identifiers.ts'

const identifierTypes = [
  { code: 'BARCODE', label: 'Library card' },
  { code: '02', label: 'Student number' },
  { code: 'MATRIKEL', label: 'Matrikel-Nr.' },
]

function read(
  content: string | Buffer,
  fileName = 'people.csv',
  options: Partial<ReadIdentifierOptions> = {},
): Promise<IdentifierFile> {
  return readIdentifierFile(Buffer.from(content as string), fileName, { identifierTypes, ...options })
}

const values = (file: IdentifierFile) => file.rows.map(({ value }) => value)

describe('the column', () => {
  const primaryHeaders = [
    'USERNAME',
    'User name',
    'username',
    'user_name',
    'Primary ID',
    'PRIMARY ID',
    'primary-id',
    'Primary Identifier',
    'PRIMARY_ID',
    'User Primary Identifier',
    '"Primary ID"',
    ' Primary  ID: ',
    'Ｐｒｉｍａｒｙ ID',
  ]
  test.each(primaryHeaders)('header %j means the primary identifier', async header => {
    const file = await read(`Name;${header}\nAda;0012\n`)
    expect(file).toMatchObject({ idType: 'PRIMARY', rows: [{ row: 2, value: '0012' }] })
  })

  const typeHeaders: [header: string, idType: string][] = [
    ['barcode', 'BARCODE'],
    ['Bar_code', 'BARCODE'],
    ['LIBRARY CARD', 'BARCODE'],
    ['matrikel nr', 'MATRIKEL'],
    ['Student number', '02'],
    ['02', '02'],
  ]
  test.each(typeHeaders)('header %j means identifier type %j', async (header, idType) => {
    const file = await read(`Name,${header}\nAda,0012\n`)
    expect(file).toMatchObject({ idType, header, rows: [{ row: 2, value: '0012' }] })
  })

  test('a primary identifier wins over another identifier to its left', async () => {
    const file = await read('Barcode,Primary ID\nB1,p1\n')
    expect(file).toMatchObject({ idType: 'PRIMARY', header: 'Primary ID', rows: [{ value: 'p1' }] })
  })

  test('a file of one column without a known header is all data', async () => {
    expect(await read('0012\n0013\n')).toMatchObject({
      idType: 'PRIMARY',
      header: null,
      rows: [
        { row: 1, value: '0012' },
        { row: 2, value: '0013' },
      ],
    })
    expect(values(await read('Kennung\nu1\n'))).toEqual(['Kennung', 'u1'])
  })

  test('several columns without a known header give the first, below its header', async () => {
    const file = await read('Kennung,Name\nu1,Ada\nu2,Bob\n')
    expect(file).toMatchObject({ header: 'Kennung', rows: [{ row: 2, value: 'u1' }, { value: 'u2' }] })
  })

  const headerless: [name: string, content: string][] = [
    ['a number beside it', 'ada,42\nu2,43\n'],
    ['an e-mail address beside it', 'ada,ada@example.org\nu2,b@example.org\n'],
    ['a digit in it', 'u1,Ada\nu2,Bob\n'],
    ['no digit in an identifier below', 'ada,Ada\nu2,Bob\nbob,Bob\n'],
  ]
  test.each(headerless)('the first row is data when it has %s', async (_, content) => {
    const file = await read(content)
    expect(file.header).toBeNull()
    expect(file.rows[0]!.row).toBe(1)
  })

  const lookalikes: [name: string, content: string][] = [
    ['a code of digits among data', '12345,Smith,02\n12346,Jones,01\n'],
    ['a code of digits that comes again', 'abc,Smith,02\ndef,Jones,02\n'],
    ['a code of digits above values as short', 'abc,Smith,02\ndef,Jones,01\n'],
    ['a label that comes again', 'abc,Smith,Barcode\ndef,Jones,Barcode\n'],
    ['a label among data', '12345,Smith,Barcode\n12346,Jones,Other\n'],
  ]
  test.each(lookalikes)('%s is not taken for a header', async (_, content) => {
    const file = await read(content)
    expect(file).toMatchObject({ idType: 'PRIMARY', header: null })
    expect(file.rows).toHaveLength(2)
  })

  test('a person may choose the column and what it holds', async () => {
    const content = 'Primary ID,Ausweis\np1,A1\n'
    expect(await read(content, 'a.csv', { column: 'ausweis', idType: 'BARCODE' })).toMatchObject({
      idType: 'BARCODE',
      header: 'Ausweis',
      rows: [{ row: 2, value: 'A1' }],
    })
    await expect(read(content, 'a.csv', { column: 'Nummer' })).rejects.toMatchObject({
      code: 'column_not_found',
    })
  })

  test('blank columns before the identifiers are passed over', async () => {
    expect(values(await read(';;u1;Ada\n;;u2;Bob\n'))).toEqual(['u1', 'u2'])
  })
})

describe('the rows', () => {
  test('leading zeros stay', async () => {
    expect(values(await read('Primary ID,Name\n000123,A\n"0000",B\n'))).toEqual(['000123', '0000'])
  })

  test('duplicates are left out and counted, the first row stays', async () => {
    const file = await read('USERNAME\nu1\nu2\nu1\n u1 \nU1\n')
    expect(file).toMatchObject({ duplicates: 2, blankRows: 0 })
    expect(file.rows).toEqual([
      { row: 2, value: 'u1' },
      { row: 3, value: 'u2' },
      { row: 6, value: 'U1' },
    ])
  })

  test('rows without an identifier are counted, blank rows at the end are not, and row numbers stay', async () => {
    const file = await read('\nUSERNAME,Name\nu1,A\n\n ,B\nu2,C\n,\n\n\n')
    expect(file.blankRows).toBe(3)
    expect(file.rows.map(({ row }) => row)).toEqual([3, 6])
  })

  test('a line break in quotes does not start a row', async () => {
    const file = await read('USERNAME,Note\r\nu1,"two\r\nlines, and ""quotes"""\r\nu2,x\r\n')
    expect(file.rows).toEqual([
      { row: 2, value: 'u1' },
      { row: 3, value: 'u2' },
    ])
  })

  test('white space, zero-width characters and direction marks at the ends are trimmed', async () => {
    const file = await read('\uFEFF\u200BUSERNAME\u00A0\n\u200F\u202Bu 1\u202C\u3000\n\tu2\u2060\n\u200B\n')
    expect(file).toMatchObject({ idType: 'PRIMARY', blankRows: 1 })
    expect(values(file)).toEqual(['u 1', 'u2'])
  })

  const rejections: [name: string, cell: string, reason: string][] = [
    ['a long number that Excel shortened', '1.23457E+13', 'number_too_long'],
    ['the same with a decimal comma', '"1,23457E+13"', 'number_too_long'],
    ['a line break', '"u1\nu2"', 'not_an_identifier'],
    ['a NUL', 'u1\0u2', 'not_an_identifier'],
    ['more than 255 characters', 'x'.repeat(256), 'not_an_identifier'],
  ]
  test.each(rejections)('%s is rejected with its row', async (_, cell, reason) => {
    // Far from the beginning of the file, where control characters would tell that it is not text at all.
    const file = await read(`USERNAME,Name\nu1,A\n${cell},B\n${'y'.repeat(255)},C\n`.padStart(5000, '\n'))
    expect(file.rejected).toMatchObject([{ row: file.rows[0]!.row + 1, reason }])
    expect(file.rows).toHaveLength(2)
  })

  test('a formula that was neutralised on export is itself again', async () => {
    expect(values(await read("USERNAME\n'-abc\n'@x\n'plain\n"))).toEqual(['-abc', '@x', "'plain"])
  })
})

describe('the text', () => {
  const expected = ['Zoë', '0012', '日本']
  const lines = `USERNAME;Name\r\nZoë;a,b\r\n0012;c\r\n日本;d\r\n`
  const encodings: [name: string, content: Buffer][] = [
    ['UTF-8', Buffer.from(lines)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${lines}`)],
    ['UTF-16 LE', Buffer.from(`\uFEFF${lines}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\uFEFF${lines}`, 'utf16le').swap16()],
  ]
  test.each(encodings)('%s is read', async (_, content) => {
    expect(values(await read(content))).toEqual(expected)
  })

  test('what is not UTF-8 is windows-1252', async () => {
    const content = Buffer.from('USERNAME\nZo\xEB\n\x80uro\n\x9Fves\n', 'latin1')
    expect(values(await read(content))).toEqual(['Zoë', '€uro', 'Ÿves'])
    expect(values(await read(Buffer.from('u1\nZo\xEB', 'latin1')))).toEqual(['u1', 'Zoë'])
  })

  test('characters and line ends across the chunks of a file are whole', async () => {
    for (let length = 65_520; length < 65_540; length += 1) {
      const content = `USERNAME,Note\r\nu1,${'x'.repeat(length - 18)}\r\n"日本é","a""b"\r\nu3,c\r\n`
      expect(values(await read(content))).toEqual(['u1', '日本é', 'u3'])
      expect(values(await read(Buffer.from(`\uFEFF${content}`, 'utf16le')))).toEqual(['u1', '日本é', 'u3'])
    }
  })

  const separated: [name: string, content: string, fileName: string][] = [
    ['commas', 'u1,"a;b",c\nu2,d,e\n', 'a.csv'],
    ['semicolons beside decimal commas', 'u1;1,5;2,5\nu2;2,5;1,0\n', 'a.csv'],
    ['tabs', 'u1\ta,b\tc;d\nu2\te\tf\n', 'a.csv'],
    ['tabs in a .txt file', 'u1\tAda\nu2\tBob\n', 'a.txt'],
    ['tabs in a text named .xls', 'u1\tAda\nu2\tBob\n', 'a.xls'],
    ['commas in a .txt file with a known header', 'Name,USERNAME\nAda,u1\nBob,u2\n', 'a.txt'],
    ['what Excel declares', 'sep=;\r\nUSERNAME;a,b\r\nu1;a,b\r\nu2;c\r\n', 'a.csv'],
    ['a header that decides', 'USERNAME;a,b,c\nu1;\nu2;x\n', 'a.csv'],
    ['most on the first line', 'u1,a,b;c\nu2,d\n', 'a.csv'],
    ['only carriage returns', 'u1,a\ru2,b\r', 'a.csv'],
    ['mixed line ends', 'u1,a\r\nu2,b\n', 'a.csv'],
  ]
  test.each(separated)('the separator is found: %s', async (_, content, fileName) => {
    expect(values(await read(content, fileName))).toEqual(['u1', 'u2'])
  })

  test('a .txt file has one value per line, with or without header', async () => {
    expect(values(await read('Smith, J\nO;Neil\n', 'a.TXT'))).toEqual(['Smith, J', 'O;Neil'])
    expect(await read('Library card\n0012', 'a.txt')).toMatchObject({
      idType: 'BARCODE',
      rows: [{ value: '0012' }],
    })
  })

  test('stray quotes are text', async () => {
    expect(values(await read('USERNAME,Note\nu"1,5" disk\nu2,x\n'))).toEqual(['u"1', 'u2'])
  })
})

test('a file on disk reads like its content', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'identifiers-'))
  try {
    const path = join(folder, 'people.csv')
    await writeFile(path, 'USERNAME\n0012\n')
    const file = await readIdentifierFile(path, 'people.csv', { identifierTypes })
    expect(file).toEqual(await read('USERNAME\n0012\n'))
  } finally {
    await rm(folder, { recursive: true })
  }
})
