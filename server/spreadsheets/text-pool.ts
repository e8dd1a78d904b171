import { spreadsheetError } from './spreadsheet-error.ts'

// Two hundred thousand rows of nine different texts take some 30 MB.
const maximumPoolBytes = 256 * 1024 * 1024

/** Texts by number, packed: a tenth of the memory of as many JavaScript strings. */
export type TextPool = { add: (text: string) => void; get: (index: number) => string | undefined }

/** Makes an empty pool. `add` throws file_too_large beyond 256 MB of UTF-8. */
export function createTextPool(): TextPool {
  let bytes = Buffer.allocUnsafe(64 * 1024)
  let ends = new Uint32Array(1024)
  let count = 0
  return {
    add: text => {
      const start = count === 0 ? 0 : ends[count - 1]!
      const needed = start + Buffer.byteLength(text)
      if (needed > maximumPoolBytes) throw spreadsheetError('file_too_large', 'too much text in the workbook')
      if (needed > bytes.length) bytes = Buffer.concat([bytes], Math.max(needed, bytes.length * 2))
      if (count === ends.length) {
        const larger = new Uint32Array(count * 2)
        larger.set(ends)
        ends = larger
      }
      bytes.write(text, start)
      ends[count] = needed
      count += 1
    },
    get: index => {
      if (!(index >= 0 && index < count)) return undefined
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index])
    },
  }
}
