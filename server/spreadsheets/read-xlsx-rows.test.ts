import { describe, expect, test } from 'vitest'
import { type IdentifierFile, readIdentifierFile } from './read-identifiers.ts'
import { readXlsxRows } from './read-xlsx-rows.ts'
import type { Cell } from './sheet-row.ts'
import { makeWorkbook, relations, type WorkbookParts } from './testing/make-workbook.ts'

const identifierTypes = [{ code: 'BARCODE', label: 'Library card' }]
const header = '<row r="1"><c r="A1" t="inlineStr"><is><t>Primary ID</t></is></c></row>'

const styles = `<numFmts>
  <numFmt numFmtId="164" formatCode="00000000"/><numFmt numFmtId="165" formatCode="[$-409]d\\-mmm\\-yyyy;@"/>
  <numFmt numFmtId="166" formatCode="[Red]0.00&quot; days&quot;"/><numFmt numFmtId="167" formatCode="[h]"/>
  </numFmts>
  <cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/><xf numFmtId="166"/>
  <xf numFmtId="167"/><xf numFmtId="22"/><xf numFmtId="1"/></cellXfs>`

const sharedStrings = `<si><t>Primary ID</t></si><si><t xml:space="preserve"> 0012 </t></si>
  <si><r><t>00</t></r><r><rPr><b/></rPr><t>34</t></r><rPh sb="0" eb="1"><t>noise</t></rPh></si>
  <si><t>a_x0041_&amp;_x005F_x0041_</t></si>`

async function cells(row: string, parts: WorkbookParts = {}): Promise<Cell[]> {
  const workbook = await makeWorkbook({ rows: `<row r="1">${row}</row>`, sharedStrings, styles, ...parts })
  for await (const { cells } of readXlsxRows(workbook, { maximumUnpackedBytes: 1e9 })) return cells
  return []
}

async function read(parts: WorkbookParts): Promise<IdentifierFile> {
  const workbook = await makeWorkbook({ sharedStrings, styles, ...parts })
  return await readIdentifierFile(workbook, 'people.xlsx', { identifierTypes })
}

const number = (text: string) => ({ kind: 'number', text })
const date = (text: string) => ({ kind: 'date', text })

describe('a cell', () => {
  const kinds: [name: string, xml: string, expected: unknown[]][] = [
    ['shared text, as it is', '<c r="A1" t="s"><v>1</v></c>', [' 0012 ']],
    ['rich text without its reading aid', '<c r="A1" t="s"><v>2</v></c>', ['0034']],
    ['escaped characters', '<c r="A1" t="s"><v>3</v></c>', ['aA&_x0041_']],
    ['inline text', '<c r="A1" t="inlineStr"><is><t>007</t></is></c>', ['007']],
    ['inline rich text', '<c r="A1" t="inlineStr"><is><r><t>0</t></r><r><t>7</t></r></is></c>', ['07']],
    ['CDATA', '<c r="A1" t="inlineStr"><is><t><![CDATA[<7>]]></t></is></c>', ['<7>']],
    ['a number', '<c r="A1"><v>12345</v></c>', [number('12345')]],
    ['a number with type', '<c r="A1" t="n"><v>1.5E-3</v></c>', [number('1.5E-3')]],
    ['a number shown with zeros', '<c r="A1" s="1"><v>12345</v></c>', [number('00012345')]],
    ['a number with a word in its format', '<c r="A1" s="4"><v>5</v></c>', [number('5')]],
    ['a number with a built-in format', '<c r="A1" s="7"><v>5</v></c>', [number('5')]],
    ['a date with a format of its own', '<c r="A1" s="2"><v>45000</v></c>', [date('45000')]],
    ['a date with a built-in format', '<c r="A1" s="3"><v>45000</v></c>', [date('45000')]],
    ['a moment', '<c r="A1" s="6"><v>45000.5</v></c>', [date('45000.5')]],
    ['a duration', '<c r="A1" s="5"><v>1.5</v></c>', [date('1.5')]],
    ['an ISO date', '<c r="A1" t="d"><v>2026-01-31</v></c>', [date('2026-01-31')]],
    ['a formula giving text', '<c r="A1" t="str"><f>"0"&amp;7</f><v>07</v></c>', ['07']],
    ['a formula giving a number', '<c r="A1"><f>SUM(1,2)</f><v>3</v></c>', [number('3')]],
    ['a formula without value', '<c r="A1"><f>SUM(1,2)</f></c><c r="B1"><v>1</v></c>', ['', number('1')]],
    ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', [{ kind: 'error', text: '#N/A' }]],
    ['a truth value', '<c r="A1" t="b"><v>1</v></c>', [{ kind: 'boolean', text: '1' }]],
    ['a distant column', '<c r="AB1"><v>1</v></c>', [...Array(27).fill(''), number('1')]],
    [
      'cells without reference',
      '<c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c>',
      ['1', '', '3', '4'].map(text => (text === '' ? '' : number(text))),
    ],
  ]
  test.each(kinds)('%s', async (_, xml, expected) => {
    expect(await cells(xml)).toEqual(expected)
  })
})

describe('an identifier', () => {
  const numbers: [raw: string, value: string][] = [
    ['12345678901234', '12345678901234'],
    ['1.2345678901234E13', '12345678901234'],
    ['123.0', '123'],
    ['999999999999999', '999999999999999'],
    ['0', '0'],
  ]
  test.each(numbers)('the number %s reads %s', async (raw, value) => {
    expect(await read({ rows: `${header}<row r="2"><c r="A2"><v>${raw}</v></c></row>` })).toMatchObject({
      rows: [{ row: 2, value }],
      rejected: [],
    })
  })

  const rejections: [name: string, cell: string, reason: string][] = [
    [
      'beyond the fifteen digits that Excel keeps',
      '<c r="A2"><v>1000000000000000</v></c>',
      'number_too_long',
    ],
    ['beyond 2^53', '<c r="A2"><v>9.0071992547409929E+15</v></c>', 'number_too_long'],
    ['a fraction', '<c r="A2"><v>1.5</v></c>', 'not_an_identifier'],
    ['a date', '<c r="A2" s="3"><v>45000</v></c>', 'not_an_identifier'],
    ['an error', '<c r="A2" t="e"><v>#N/A</v></c>', 'not_an_identifier'],
    ['a truth value', '<c r="A2" t="b"><v>1</v></c>', 'not_an_identifier'],
    ['text with a NUL', '<c r="A2" t="inlineStr"><is><t>a_x0000_</t></is></c>', 'not_an_identifier'],
  ]
  test.each(rejections)('%s is rejected', async (_, cell, reason) => {
    const file = await read({ rows: `${header}<row r="2">${cell}</row>` })
    expect(file).toMatchObject({ rows: [], rejected: [{ row: 2, reason }] })
  })

  test('text keeps its leading zeros and loses the spaces around it', async () => {
    const rows = `${header}<row r="2"><c r="A2" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>2</v></c></row>`
    expect((await read({ rows })).rows).toEqual([
      { row: 2, value: '0012' },
      { row: 3, value: '0034' },
    ])
  })

  test('rows that are missing or only formatted are blank, at the end they are nothing', async () => {
    const blank = (row: number) => `<row r="${row}"><c r="A${row}" s="1"/></row>`
    const rows = `${header}${blank(2)}<row r="5"><c r="A5" t="s"><v>1</v></c></row>${blank(6)}${blank(1_048_576)}`
    expect(await read({ rows })).toMatchObject({ blankRows: 3, rows: [{ row: 5, value: '0012' }] })
  })

  test('a number in the first row of one column is data', async () => {
    const rows = '<row r="1"><c r="A1"><v>11</v></c></row><row r="2"><c r="A2"><v>12</v></c></row>'
    expect(await read({ rows })).toMatchObject({ header: null, rows: [{ value: '11' }, { value: '12' }] })
  })
})

describe('a workbook', () => {
  const sheet = (text: string) =>
    `<worksheet><sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`

  test('the first visible worksheet is read, wherever its part is', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const replaced = {
      '_rels/.rels': relations({
        x: ['extended-properties', 'docProps/app.xml'],
        y: ['officeDocument', '/book/b.xml'],
      }),
      'book/b.xml': `<x:workbook xmlns:x="m" xmlns:q="${office}"><x:sheets>
        <x:sheet sheetId="1" state="hidden" q:id="a"/><x:sheet sheetId="2" q:id="b"/>
        <x:sheet sheetId="3" q:id="c"/><x:sheet sheetId="4" q:id="d"/></x:sheets></x:workbook>`,
      'book/_rels/b.xml.rels': relations({
        a: ['worksheet', 'hidden.xml'],
        b: ['chartsheet', 'chart.xml'],
        c: ['worksheet', '../sheets/visible.xml'],
        d: ['worksheet', 'last.xml'],
      }),
      'book/hidden.xml': sheet('hidden'),
      'sheets/visible.xml': sheet('visible'),
      'book/last.xml': sheet('last'),
    }
    expect(await cells('', { replaced })).toEqual(['visible'])
  })

  test('namespace prefixes make no difference', async () => {
    const prefixed =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    expect(await cells('', { replaced: { 'xl/worksheets/sheet1.xml': prefixed } })).toEqual([number('5')])
  })

  test('text and tags across the chunks of a part are whole', async () => {
    const row = (index: number) =>
      `<row r="${index}"><c r="A${index}" t="inlineStr"><is><t>é${index}日&amp;</t></is></c></row>`
    const workbook = await makeWorkbook({
      rows: Array.from({ length: 5000 }, (_, index) => row(index + 1)).join(''),
    })
    const file = await readIdentifierFile(workbook, 'a.xlsx', { identifierTypes })
    expect(file.rows).toEqual(file.rows.map((_, index) => ({ row: index + 1, value: `é${index + 1}日&` })))
    expect(file.rows).toHaveLength(5000)
  })
})
