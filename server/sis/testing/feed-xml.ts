import type { Json } from '../../fields/document.ts'

/** Values of a `<user>`: text, or ready XML in `inner`. */
export type XmlUser = Record<string, Json> & { inner?: string }

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, character => entities[character]!)

/** A `<user>` element; the last name is there unless it is given as null. */
export function userXml({ inner = '', ...values }: XmlUser): string {
  const fields = Object.entries({ last_name: 'Nobody', ...values }).map(([name, value]) =>
    fieldXml(name, value),
  )
  return `<user>${fields.join('')}${inner}</user>`
}

/** One field as Alma writes it: nothing for null, an empty element for ''. */
export function fieldXml(name: string, value: Json): string {
  if (value === null) return ''
  if (Array.isArray(value)) {
    const codes = value.map(code => `<rs_library><code>${code}</code></rs_library>`)
    return `<${name}>${codes.join('')}</${name}>`
  }
  if (typeof value === 'object') {
    const notices = Object.entries(value).map(
      ([code, isOn]) => `<library_notice><code>${code}</code><value>${isOn}</value></library_notice>`,
    )
    return `<${name}>${notices.join('')}</${name}>`
  }
  return `<${name}>${escapeXml(String(value))}</${name}>`
}

/** `<user_identifiers>` of pairs of type and value. */
export function identifiersXml(...pairs: [type: string, value: string][]): string {
  const list = pairs.map(
    ([type, value]) =>
      `<user_identifier><id_type>${type}</id_type><value>${escapeXml(value)}</value></user_identifier>`,
  )
  return `<user_identifiers>${list.join('')}</user_identifiers>`
}

export const notesXml = (...texts: string[]): string =>
  `<user_notes>${texts
    .map(text => `<user_note><note_type>OTHER</note_type><note_text>${text}</note_text></user_note>`)
    .join('')}</user_notes>`

/** A whole file of `<user>` elements. */
export const feedXml = (...users: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<users>\n${users.join('\n')}\n</users>\n`
