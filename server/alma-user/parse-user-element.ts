import { readXml, type XmlProblem } from './read-xml.ts'
import type { XmlElement } from './xml-element.ts'

/** Elements in a record, its own included. */
export const maxElements = 5000

export type ParsedUser = { element: XmlElement } | { problem: XmlProblem }

/** Parses one element, a `<user>` unless told otherwise, as strictly as `readXml`. */
export function parseUserElement(bytes: Uint8Array, root = 'user'): ParsedUser {
  const open: XmlElement[] = []
  let top: XmlElement | undefined
  const problem = readXml(
    bytes,
    { root, maxElements },
    {
      open: (name, attributes) => {
        const element = { name, attributes, text: '', children: [] }
        open.at(-1)?.children.push(element)
        top ??= element
        open.push(element)
      },
      text: text => {
        open.at(-1)!.text += text
      },
      close: () => open.pop(),
    },
  )
  return problem ? { problem } : { element: top! }
}
