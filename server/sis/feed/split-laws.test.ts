import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { parseUserElement } from '../../alma-user/parse-user-element.ts'
import type { XmlElement } from '../../alma-user/xml-element.ts'
import { brokenFeed, chunkSizes, wellFormedFeed } from './testing/feed-arbitrary.ts'
import { splitText } from './testing/split-text.ts'

type Placed = { line: number; element: XmlElement }

/** The `<user>` children of the root, by parsing the whole document at once. */
function parseWhole(document: string): Placed[] {
  const users: Placed[] = []
  const open: XmlElement[] = []
  const text = document.replace('\uFEFF', '')
  const parser = new SaxesParser()
  let line = 0
  parser.on('opentagstart', () => {
    const start = text.lastIndexOf('<user', parser.position - 5)
    if (open.length === 1) line = text.slice(0, start).split('\n').length
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: XmlElement = { name, attributes, text: '', children: [] }
    open.at(-1)?.children.push(element)
    if (open.length === 1) users.push({ line, element })
    open.push(element)
  })
  const addText = (part: string) => {
    const element = open.at(-1)
    if (element) element.text += part
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  return users
}

test('splitting and parsing record by record gives what parsing the whole document gives, wherever it is cut', () => {
  fc.assert(
    fc.property(wellFormedFeed, chunkSizes, (document, sizes) => {
      const placed = splitText(document, { sizes }).map(event => {
        if (!('record' in event)) throw new Error(`problem ${event.code}`)
        const parsed = parseUserElement(Buffer.from(event.record))
        if (!('element' in parsed)) throw new Error(`problem ${parsed.problem.code}`)
        return { line: event.line, element: parsed.element }
      })
      expect(placed).toEqual(parseWhole(document))
    }),
    { numRuns: 1500 },
  )
})

test('records and problems of a broken document do not depend on where it is cut', () => {
  const limit = fc.constantFrom(20, 60, 300, 2000)
  fc.assert(
    fc.property(brokenFeed, chunkSizes, limit, (document, sizes, maxRecordBytes) => {
      const whole = splitText(document, { maxRecordBytes })
      expect(splitText(document, { sizes, maxRecordBytes })).toEqual(whole)
    }),
    { numRuns: 3000 },
  )
})
