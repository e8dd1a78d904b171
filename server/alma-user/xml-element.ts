/** One element of a parsed record. `text` is its own character data, untrimmed, that of its children left out. */
export type XmlElement = {
  name: string
  attributes: Record<string, string>
  text: string
  children: XmlElement[]
}

/** The first child of that name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find(candidate => candidate.name === name)
}

/** Its trimmed text: '' if the child is there and empty, undefined if it is not there. Synchronising differs. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text.trim()
}

/** The `name` elements in the `wrapper` (`user_roles`, `user_role`); none if the wrapper is not there. */
export function children(element: XmlElement, wrapper: string, name: string): XmlElement[] {
  return child(element, wrapper)?.children.filter(candidate => candidate.name === name) ?? []
}
