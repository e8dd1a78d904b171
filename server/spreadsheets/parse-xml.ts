import { SaxesParser } from 'saxes'
import { spreadsheetError } from './spreadsheet-error.ts'

// The parts of a workbook are some ten levels deep, and one cell holds at most 32 767 characters.
const maximumDepth = 100
const maximumTokenBytes = 16 * 1024 * 1024

/** What to do at each tag and text; names come without their namespace prefix. */
export type XmlHandlers = {
  open?: (name: string, attributes: Record<string, string>) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

type XmlParser = { write: (chunk: Buffer) => void; end: () => void }

/**
 * A streaming XML parser for the parts of a workbook. It refuses a document type, and with it every entity of the
 * file's own, internal or external; nothing is ever fetched. Throws file_not_spreadsheet.
 */
export function createXmlParser(handlers: XmlHandlers): XmlParser {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  let depth = 0
  let pendingBytes = 0
  const refuse = (reason: string): never => {
    throw spreadsheetError('file_not_spreadsheet', reason)
  }
  parser.on('error', error => refuse(`broken XML: ${error.message}`))
  parser.on('doctype', () => refuse('a document type in the XML'))
  parser.on('opentag', tag => {
    pendingBytes = 0
    depth += 1
    if (depth > maximumDepth) refuse('the XML is nested too deeply')
    handlers.open?.(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', tag => {
    pendingBytes = 0
    depth -= 1
    handlers.close?.(localName(tag.name))
  })
  if (handlers.text) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  return {
    write: chunk => {
      pendingBytes += chunk.length
      if (pendingBytes > maximumTokenBytes) refuse('a text or tag without end in the XML')
      parser.write(decode(decoder, chunk))
    },
    end: () => {
      parser.write(decode(decoder))
      parser.close()
    },
  }
}

/** Parses one whole part. */
export async function parseXml(chunks: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const parser = createXmlParser(handlers)
  for await (const chunk of chunks) parser.write(chunk)
  parser.end()
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch (error) {
    throw spreadsheetError('file_not_spreadsheet', 'the XML is not UTF-8', error)
  }
}

// Some programs write <x:row> where Excel writes <row>.
function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
