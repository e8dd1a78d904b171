import { SaxesParser } from 'saxes'

/** Levels of elements, the root included. The deepest of a user, an address type, is the fifth. */
export const maxDepth = 20

/** What can be wrong with XML from outside. */
export type XmlProblemCode =
  | 'record_malformed'
  | 'record_not_utf8'
  | 'record_too_deep'
  | 'record_too_many_elements'
  | 'xml_doctype_refused'

export type ProblemParameters = Record<string, string | number>

export type XmlProblem = {
  code: XmlProblemCode
  /** From 1, counted from the first line of the bytes. */
  line: number
  parameters: ProblemParameters
}

/** What is told of elements, in their order; nothing more once there is a problem. */
export type XmlListener = {
  open: (name: string, attributes: Record<string, string>) => void
  /** Possibly a part of it only. */
  text: (text: string) => void
  close: () => void
}

/** The name of the root, and the most elements that there may be, the root included. */
export type XmlBounds = { root: string; maxElements: number }

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** So many characters at a time: what is refused is not read to its end. */
const chunkLength = 65_536

/**
 * Reads one element strictly: UTF-8, well-formed, no declarations, no entities but XML's own five, bounded in depth and
 * number of elements. How many bytes there may be is for whoever took them.
 */
export function readXml(bytes: Uint8Array, bounds: XmlBounds, listener: XmlListener): XmlProblem | undefined {
  const text = decodeUtf8(bytes)
  if (text === null) return { code: 'record_not_utf8', line: 1, parameters: {} }
  const reading: Reading = { problem: undefined }
  const parser = prepareParser(reading, bounds, listener)
  for (let at = 0; at < text.length && !reading.problem; at += chunkLength)
    parser.write(text.slice(at, at + chunkLength))
  if (!reading.problem) parser.close()
  return reading.problem
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

type Reading = { problem: XmlProblem | undefined }

function prepareParser(
  reading: Reading,
  { root, maxElements }: XmlBounds,
  listener: XmlListener,
): SaxesParser {
  const parser = new SaxesParser()
  let depth = 0
  let elements = 0
  const stop = (code: XmlProblemCode, parameters: ProblemParameters = {}) => {
    reading.problem ??= { code, line: parser.line, parameters }
  }
  const tellText = (text: string) => {
    if (!reading.problem && depth > 0) listener.text(text)
  }
  parser.on('error', error => stop('record_malformed', { reason: error.message.replace(/^[\d:]+ /, '') }))
  parser.on('doctype', () => stop('xml_doctype_refused'))
  parser.on('text', tellText)
  parser.on('cdata', tellText)
  parser.on('closetag', () => {
    depth -= 1
    if (!reading.problem) listener.close()
  })
  parser.on('opentag', ({ name: qualified, attributes }) => {
    // Some libraries write a prefix before every name of a document that has a namespace.
    const name = qualified.slice(qualified.indexOf(':') + 1)
    depth += 1
    elements += 1
    if (elements === 1 && name !== root)
      stop('record_malformed', { reason: `found ${name} instead of ${root}` })
    if (depth > maxDepth) stop('record_too_deep', { maxDepth })
    if (elements > maxElements) stop('record_too_many_elements', { maxElements })
    if (!reading.problem) listener.open(name, attributes)
  })
  return parser
}
