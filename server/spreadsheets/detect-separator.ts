export type Separator = ',' | ';' | '\t'

// In this order: a decimal comma is more likely among semicolons than the reverse.
const separators: readonly Separator[] = ['\t', ';', ',']

/** What is known before reading: the file's name, and which header names mean something to the caller. */
export type SeparatorHints = { fileName: string; isKnownName: (cell: string) => boolean }

/**
 * Finds the separator from the first lines of a text file. A known header name decides; then the separator that
 * every line has equally often; then the one the first line has most. A `.txt` file holds one value per line,
 * commas and semicolons included, unless its header says otherwise or it has tabs.
 */
export function detectSeparator(sample: string, hints: SeparatorHints): Separator {
  const lines = unquotedLines(sample)
  const first = lines[0] ?? ''
  const byName = separators.find(separator => {
    const cells = first.split(separator)
    return cells.length > 1 && cells.some(hints.isKnownName)
  })
  if (byName) return byName
  if (/\.txt$/i.test(hints.fileName)) return '\t'
  return separators.find(separator => isRegular(lines, separator)) ?? mostFrequent(first)
}

/** The lines of the sample without what stands in quotes, so that separators inside values do not count. */
function unquotedLines(sample: string): string[] {
  const lines = sample.replace(/"[^"]*"/g, quoted => quoted.replace(/["\r\n,;\t]/g, ' ')).split(/\r\n|\n|\r/)
  return lines.filter(line => line.trim() !== '').slice(0, 50)
}

function isRegular(lines: string[], separator: Separator): boolean {
  const expected = count(lines[0], separator)
  return expected > 0 && lines.every(line => count(line, separator) === expected)
}

function mostFrequent(line: string): Separator {
  const best = separators.toSorted((a, b) => count(line, b) - count(line, a))[0]
  return best && count(line, best) > 0 ? best : ','
}

function count(line: string | undefined, separator: Separator): number {
  return (line ?? '').split(separator).length - 1
}
