import { posix } from 'node:path'
import type { ZipParts } from './open-zip.ts'
import { parseXml } from './parse-xml.ts'
import { spreadsheetError } from './spreadsheet-error.ts'
import { createTextPool, type TextPool } from './text-pool.ts'
import { unescapeXlsxText } from './xlsx-escape.ts'
import { type NumberStyle, readNumberStyles } from './xlsx-styles.ts'

/** What is needed to read the first visible sheet of a workbook: the name of its part, texts and styles. */
export type Workbook = { sheetPart: string; texts: TextPool; styles: NumberStyle[] }

type Relation = { id: string; type: string; part: string }

/** Follows the relations from the package to the first visible sheet. Throws file_not_spreadsheet. */
export async function openWorkbook(parts: ZipParts): Promise<Workbook> {
  const root = await readRelations(parts, '')
  const workbookPart = root.find(relation => relation.type === 'officeDocument')?.part
  if (!workbookPart?.endsWith('.xml') || !parts.has(workbookPart)) {
    throw spreadsheetError('file_not_spreadsheet', 'a zip without an Excel workbook')
  }
  const relations = await readRelations(parts, workbookPart)
  const partOf = (type: string) => relations.find(relation => relation.type === type)?.part
  return {
    sheetPart: await findSheet(parts, workbookPart, relations),
    texts: await readTexts(parts, partOf('sharedStrings')),
    styles: await readNumberStyles(parts, partOf('styles')),
  }
}

async function readRelations(parts: ZipParts, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const relations: Relation[] = []
  if (!parts.has(name)) return relations
  await parseXml(parts.read(name), {
    open: (tag, { Id: id, Type: type, Target: target, TargetMode: mode }) => {
      if (tag !== 'Relationship' || mode === 'External' || !id || !type || !target) return
      // The transitional and the strict form of the standard differ in all but the last word of the type.
      const resolved = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
      relations.push({ id, type: posix.basename(type), part: resolved })
    },
  })
  return relations
}

async function findSheet(parts: ZipParts, workbookPart: string, relations: Relation[]): Promise<string> {
  const sheets: string[] = []
  await parseXml(parts.read(workbookPart), {
    open: (tag, attributes) => {
      if (tag !== 'sheet' || ['hidden', 'veryHidden'].includes(attributes['state'] ?? '')) return
      const key = Object.keys(attributes).find(name => name.endsWith(':id'))
      const relation = relations.find(({ id }) => key && id === attributes[key])
      if (relation?.type === 'worksheet') sheets.push(relation.part)
    },
  })
  const first = sheets[0]
  if (first === undefined || !parts.has(first)) {
    throw spreadsheetError('file_not_spreadsheet', 'a workbook without a visible sheet')
  }
  return first
}

async function readTexts(parts: ZipParts, name: string | undefined): Promise<TextPool> {
  const pool = createTextPool()
  if (name === undefined || !parts.has(name)) return pool
  let text = ''
  let isCollecting = false
  let isPhonetic = false
  await parseXml(parts.read(name), {
    open: tag => {
      if (tag === 'si') text = ''
      if (tag === 'rPh') isPhonetic = true
      isCollecting = tag === 't' && !isPhonetic
    },
    text: piece => {
      if (isCollecting) text += piece
    },
    close: tag => {
      if (tag === 'si') pool.add(unescapeXlsxText(text))
      if (tag === 'rPh') isPhonetic = false
      isCollecting = false
    },
  })
  return pool
}
