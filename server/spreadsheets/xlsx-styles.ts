import type { ZipParts } from './open-zip.ts'
import { parseXml } from './parse-xml.ts'

/** How a number with a certain style is shown: as a date, or padded with zeros to some digits. */
export type NumberStyle = { isDate: boolean; minimumDigits: number }

const plain: NumberStyle = { isDate: false, minimumDigits: 0 }

/** Reads what the cell styles (attribute `s`, an index) mean for numbers. A workbook may have no styles part. */
export async function readNumberStyles(parts: ZipParts, name: string | undefined): Promise<NumberStyle[]> {
  if (name === undefined || !parts.has(name)) return []
  const formats = new Map<number, string>()
  const formatIds: number[] = []
  let isInCellFormats = false
  await parseXml(parts.read(name), {
    open: (tag, attributes) => {
      if (tag === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (tag === 'cellXfs') isInCellFormats = true
      if (tag === 'xf' && isInCellFormats) formatIds.push(Number(attributes['numFmtId'] ?? 0))
    },
    close: tag => {
      if (tag === 'cellXfs') isInCellFormats = false
    },
  })
  return formatIds.map(id => numberStyle(id, formats.get(id)))
}

/** `id` is a built-in format (ECMA-376 part 1, §18.8.30) unless the workbook gives a format code for it. */
function numberStyle(id: number, format: string | undefined): NumberStyle {
  if (format === undefined) return isBuiltInDate(id) ? { ...plain, isDate: true } : plain
  if (/^0+$/.test(format)) return { isDate: false, minimumDigits: format.length }
  // Colours, conditions and locales stand in brackets, literal text in quotes or after a backslash; [h] is hours.
  const bare = format
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/General/gi, '')
  return { ...plain, isDate: /[ymdhs]/i.test(bare) }
}

function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}
