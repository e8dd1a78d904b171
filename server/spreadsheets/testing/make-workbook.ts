import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook that a test wants otherwise than in the smallest one, as XML. */
export type WorkbookParts = {
  /** Content of `<sheetData>`. */
  rows?: string
  /** Content of `<sst>`. */
  sharedStrings?: string
  /** Content of `<styleSheet>`. */
  styles?: string
  /** Whole parts by name, in place of or beside the usual ones. */
  replaced?: Record<string, string>
}

/** A zip with these files. */
export async function makeZip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return await buffer(zip.outputStream as Readable)
}

/** An XLSX file with one sheet. */
export async function makeWorkbook({ rows = '', sharedStrings = '', styles = '', replaced }: WorkbookParts) {
  return await makeZip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations({
      rId1: ['worksheet', 'worksheets/sheet1.xml'],
      rId2: ['sharedStrings', 'sharedStrings.xml'],
      rId3: ['styles', '/xl/styles.xml'],
    }),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${sharedStrings}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    ...replaced,
  })
}

/** A relations part: id to type and target. */
export function relations(targets: Record<string, [type: string, target: string]>): string {
  const list = Object.entries(targets).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  )
  return `<Relationships>${list.join('')}</Relationships>`
}

/** A compound file (the container of XLS and of encrypted XLSX) with streams of these names. */
export function makeCompoundFile(streams: string[]): Buffer {
  const names = streams.map(name => Buffer.from(`${name}\0`, 'utf16le'))
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), ...names])
}
