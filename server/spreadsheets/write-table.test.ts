import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openZip } from './open-zip.ts'
import { readRows } from './read-rows.ts'
import { cellText, defaultSheetLimits, type SheetRow } from './sheet-row.ts'
import type { TableColumn, TableRow } from './table.ts'
import { type TableFormat, writeTable } from './write-table.ts'
import { writeXlsx } from './write-xlsx.ts'

const formats: TableFormat[] = ['csv', 'xlsx']
const columns: TableColumn[] = [
  { key: 'id', label: 'Primary ID', width: 20 },
  { key: 'name', label: 'Name' },
  { key: 'fees', label: 'Fees' },
]

async function* from(rows: TableRow[]) {
  yield* rows
}

async function write(format: TableFormat, rows: TableRow[], from_ = columns): Promise<Buffer> {
  return await buffer(writeTable(format, from_, from(rows)))
}

async function readBack(content: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  const hints = { fileName: 'table', isKnownName: () => false }
  for await (const row of readRows(content, hints, defaultSheetLimits)) rows.push(row)
  return rows
}

/** The texts of a file, each row as long as the table is wide. */
async function texts(content: Buffer, width = columns.length): Promise<string[][]> {
  const rows = await readBack(content)
  return rows.map(({ cells }) => Array.from({ length: width }, (_, index) => cellText(cells[index])))
}

async function sheetXml(content: Buffer, sheet = 1): Promise<string> {
  const parts = await openZip(content, 1e9)
  return (await buffer(parts.read(`xl/worksheets/sheet${sheet}.xml`))).toString()
}

describe.each(formats)('a table as %s', format => {
  test('reads back as it was written, leading zeros and all', async () => {
    const rows = [
      { id: '000123', name: 'Zoë; "Z"\r\n\t,', fees: 12.5 },
      { id: '1E5', name: null, fees: null },
      { id: ' 7 ', name: 'שלום 👩‍🚀 日本 &<>', fees: -3 },
    ]
    expect(await texts(await write(format, rows))).toEqual([
      ['Primary ID', 'Name', 'Fees'],
      ['000123', 'Zoë; "Z"\r\n\t,', '12.5'],
      ['1E5', '', ''],
      [' 7 ', 'שלום 👩‍🚀 日本 &<>', '-3'],
    ])
  })

  test('of any text reads back the same', async () => {
    const special = fc.constantFrom(
      '"',
      '\r',
      '\n',
      '\r\n',
      ',',
      ';',
      '\t',
      "'",
      '=',
      '_x0041_',
      '_x00',
      '\u0000',
      '\u0001',
      '\uFFFF',
      '&lt;',
      'ع',
      '👩‍🚀',
      '\u202B',
      ' ',
      'sep=;',
    )
    const text = fc.oneof(
      fc.array(fc.oneof(special, fc.string({ unit: 'binary' }))).map(parts => parts.join('')),
    )
    // A zero byte says that a file is not text; PostgreSQL has none either.
    const cell = format === 'csv' ? text.map(value => value.replaceAll('\0', '-')) : text
    const label = cell.map(value => `${value}x`)
    const table = fc.integer({ min: 1, max: 4 }).chain(width => {
      const row = fc.array(cell, { minLength: width, maxLength: width })
      return fc.tuple(
        fc.array(label, { minLength: width, maxLength: width }),
        fc.array(row, { maxLength: 6 }),
      )
    })
    await fc.assert(
      fc.asyncProperty(table, async ([labels, rows]) => {
        const named = labels.map((label, index) => ({ key: `k${index}`, label }))
        const records = rows.map(row => Object.fromEntries(row.map((value, index) => [`k${index}`, value])))
        const back = await texts(await write(format, records, named), labels.length)
        expect(back).toEqual([labels, ...rows.filter(row => row.some(value => value !== ''))])
      }),
      { numRuns: 300 },
    )
  })

  test('without rows is its header', async () => {
    expect(await texts(await write(format, []))).toEqual([['Primary ID', 'Name', 'Fees']])
  })

  test('leaves numbers that are none, and halves of characters, out', async () => {
    const rows = [{ id: 'a\uD800b', name: 'n', fees: Number.NaN }]
    expect((await texts(await write(format, rows)))[1]).toEqual(['a\uFFFDb', 'n', ''])
  })

  test('fails when its rows fail', async () => {
    async function* failing() {
      yield { id: '1' }
      throw new Error('connection lost')
    }
    await expect(buffer(writeTable(format, columns, failing()))).rejects.toThrow('connection lost')
  })

  test('gives its rows back when the reader leaves', async () => {
    const source = endlessRows()
    const stream = writeTable(format, columns, source.rows())
    await once(stream, 'data')
    stream.destroy()
    await source.closed
    const asked = source.asked()
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(source.asked()).toBe(asked)
  })

  test('asks for no more rows than the reader takes', async () => {
    const source = endlessRows()
    const stream = writeTable(format, columns, source.rows())
    await once(stream, 'readable')
    await new Promise(resolve => setTimeout(resolve, 200))
    const asked = source.asked()
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(source.asked()).toBe(asked)
    stream.destroy()
  })
})

/** Rows without end that hardly compress, with what was asked of them. */
function endlessRows() {
  let count = 0
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  async function* rows() {
    try {
      for (;;) {
        count += 1
        if (count % 100 === 0) await new Promise(next => setImmediate(next))
        yield { id: randomBytes(300).toString('base64') }
      }
    } finally {
      resolve()
    }
  }
  return { rows, closed, asked: () => count }
}

describe('CSV', () => {
  test('is UTF-8 with a byte order mark, CRLF, and quotes only where needed', async () => {
    const rows = [{ id: '01', name: 'a "b", c', fees: 1 }, { id: 'x', name: ' y' }, { id: 'two\nlines' }]
    expect((await write('csv', rows as TableRow[])).toString()).toBe(
      '\uFEFFPrimary ID,Name,Fees\r\n01,"a ""b"", c",1\r\nx," y",\r\n"two\nlines",,\r\n',
    )
  })

  const formulas: [text: string, written: string][] = [
    ['=1+1', "'=1+1"],
    ['+49 30 1', "'+49 30 1"],
    ['-x', "'-x"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['\n=1', '"\'\n=1"'],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
    ['a=1', 'a=1'],
  ]
  test.each(formulas)('%j cannot run as a formula', async (text, written) => {
    const content = await write('csv', [{ id: text }], [{ key: 'id', label: text }])
    expect(content.toString()).toBe(`\uFEFF${written}\r\n${written}\r\n`)
  })

  test('a negative number stays a number', async () => {
    expect((await write('csv', [{ id: -1.5 }], [{ key: 'id', label: 'a' }])).toString()).toBe(
      '\uFEFFa\r\n-1.5\r\n',
    )
  })
})

describe('XLSX', () => {
  test('text is inline text with text format, so that nothing is evaluated or converted', async () => {
    const xml = await sheetXml(await write('xlsx', [{ id: '=1+1', name: '007', fees: 7 }]))
    expect(xml).toContain('<c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>')
    expect(xml).toContain('<c r="B2" s="1" t="inlineStr"><is><t xml:space="preserve">007</t></is></c>')
    expect(xml).toContain('<c r="C2"><v>7</v></c>')
    expect(xml).not.toContain('<f>')
  })

  test('a reader who leaves before the first row comes leaves nothing open', async () => {
    let asked = 0
    const closed = new Promise<void>(resolve => {
      async function* slow() {
        try {
          for (;;) {
            asked += 1
            await new Promise(next => setTimeout(next, 20))
            yield { id: 'u1' }
          }
        } finally {
          resolve()
        }
      }
      writeTable('xlsx', columns, slow()).destroy()
    })
    await closed
    expect(asked).toBe(1)
  })

  test('characters that XML cannot hold do not make an escape of the text before them', async () => {
    for (const id of ['_x0041\u0001', '_x0041_x0042_', '_x005F_', '\r_x000D_', '_\u0001_']) {
      expect((await texts(await write('xlsx', [{ id }])))[1]![0]).toBe(id)
    }
  })

  test('rows beyond one sheet go on to the next, under the same header', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => ({ id: `u${index}` }))
    const content = await buffer(writeXlsx(columns, from(rows), 2))
    for (const [index, ids] of [['u0', 'u1'], ['u2', 'u3'], ['u4']].entries()) {
      const xml = await sheetXml(content, index + 1)
      expect(xml.match(/>(Primary ID|u\d)</g)).toEqual(['Primary ID', ...ids].map(text => `>${text}<`))
    }
    const full = await buffer(writeXlsx(columns, from(rows.slice(0, 2)), 2))
    await expect(sheetXml(full, 2)).rejects.toMatchObject({ code: 'file_not_spreadsheet' })
  })

  test('text beyond what a cell holds is cut', async () => {
    const rows = await texts(await write('xlsx', [{ id: 'x'.repeat(40_000), name: 'y'.repeat(32_767) }]))
    expect(rows[1]!.map(text => text.length)).toEqual([32_767, 32_767, 0])
    expect(rows[1]![0]!.endsWith('x…')).toBe(true)
  })

  test('columns beyond Z have their letters', async () => {
    const wide = Array.from({ length: 704 }, (_, index) => ({ key: `k${index}`, label: `${index}x` }))
    const content = await write('xlsx', [], wide)
    const xml = await sheetXml(content)
    for (const reference of ['Z1', 'AA1', 'AZ1', 'BA1', 'ZZ1', 'AAA1', 'AAB1'])
      expect(xml).toContain(`r="${reference}"`)
    expect((await texts(content, 704))[0]).toEqual(wide.map(({ label }) => label))
  })

  test('the same rows give the same bytes', async () => {
    const rows = [{ id: '1', name: 'a', fees: 1 }]
    expect((await write('xlsx', rows)).equals(await write('xlsx', rows))).toBe(true)
  })
})
