import { SaxesParser } from 'saxes'
import type { XmlElement } from './xml-element.ts'

/** Levels of elements in a record, its own included. The deepest of a user, an address type, is the fifth. */
export const maxDepth = 20

/** Elements in a record, its own included. */
export const maxElements = 5000

/** What can be wrong with one element. */
export type UserElementProblemCode =
  | 'record_malformed'
  | 'record_not_utf8'
  | 'record_too_deep'
  | 'record_too_many_elements'
  | 'xml_doctype_refused'

export type ProblemParameters = Record<string, string | number>

export type UserElementProblem = {
  code: UserElementProblemCode
  /** From 1, counted from the first line of the element. */
  line: number
  parameters: ProblemParameters
}

export type ParsedUser = { element: XmlElement } | { problem: UserElementProblem }

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

type Reading = {
  root: XmlElement | null
  open: XmlElement[]
  elements: number
  problem: UserElementProblem | null
}

/** Parses one element, a `<user>` unless told otherwise, strictly: UTF-8, well-formed, no declarations, no entities but XML's own five. */
export function parseUserElement(bytes: Uint8Array, root = 'user'): ParsedUser {
  const text = decodeUtf8(bytes)
  if (text === null) return { problem: { code: 'record_not_utf8', line: 1, parameters: {} } }
  const reading: Reading = { root: null, open: [], elements: 0, problem: null }
  prepareParser(reading, root).write(text).close()
  if (reading.problem) return { problem: reading.problem }
  return { element: reading.root! }
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

function prepareParser(reading: Reading, root: string): SaxesParser {
  const parser = new SaxesParser()
  const stop = (code: UserElementProblem['code'], parameters: ProblemParameters = {}) => {
    reading.problem ??= { code, line: parser.line, parameters }
  }
  const addText = (text: string) => {
    const element = reading.open.at(-1)
    if (element) element.text += text
  }
  parser.on('error', error => stop('record_malformed', { reason: error.message.replace(/^[\d:]+ /, '') }))
  parser.on('doctype', () => stop('xml_doctype_refused'))
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => reading.open.pop())
  parser.on('opentag', ({ name, attributes }) => {
    const depth = reading.open.length + 1
    reading.elements += 1
    if (depth === 1 && name !== root) stop('record_malformed', { reason: `found ${name} instead of ${root}` })
    if (depth > maxDepth) stop('record_too_deep', { maxDepth })
    if (reading.elements > maxElements) stop('record_too_many_elements', { maxElements })
    // After a problem the parser runs on to its end, but nothing is built any more.
    if (!reading.problem) openElement(reading, { name, attributes, text: '', children: [] })
  })
  return parser
}

function openElement(reading: Reading, element: XmlElement): void {
  const parent = reading.open.at(-1)
  if (parent) parent.children.push(element)
  else reading.root = element
  reading.open.push(element)
}
