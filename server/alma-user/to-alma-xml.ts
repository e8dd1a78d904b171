import { type AlmaTree, type AlmaValue, attributeNames, isTree, wrapperOf } from './alma-tree.ts'

/** The same object as XML, root element included. What is null in JSON is not there. */
export function toAlmaXml(rootName: string, tree: AlmaTree): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${elementOf(rootName, tree)}\n`
}

function elementOf(name: string, value: AlmaValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) {
    return tag(wrapperOf(name), '', elementsOf(name, value))
  }
  if (!isTree(value)) return tag(name, '', escapeText(String(value)))
  if (isCoded(value)) {
    const { value: text, ...attributes } = value
    return tag(name, attributesOf(Object.entries(attributes)), escapeText(String(text ?? '')))
  }
  const entries = Object.entries(value)
  const children = entries.filter(([key]) => !attributeNames.has(key))
  const inside = ([key, one]: [string, AlmaValue]) =>
    Array.isArray(one) && wrapperOf(key) === name ? elementsOf(key, one) : elementOf(key, one)
  const attributes = attributesOf(entries.filter(([key]) => attributeNames.has(key)))
  return tag(name, attributes, children.map(inside).join(''))
}

/** Elements of a list; the one that stands for the whole list needs no wrapper around them. */
const elementsOf = (name: string, list: readonly AlmaValue[]): string =>
  list.map(one => elementOf(name, one)).join('')

const besideValue = ['desc', 'link', 'name', 'description']

/** A text with attributes: a code and its words, a number and its address. */
const isCoded = (tree: AlmaTree): boolean =>
  'value' in tree &&
  Object.entries(tree).every(([key, one]) => key === 'value' || (besideValue.includes(key) && !isTree(one)))

const attributesOf = (entries: [string, AlmaValue][]): string =>
  entries
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escapeAttribute(String(value))}"`))
    .join('')

const tag = (name: string, attributes: string, content: string): string =>
  content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`

/** What XML cannot say at all is left out; a carriage return would be read as the end of a line. */
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, one => ('\t\n\r'.includes(one) || one >= '\x7f' ? one : ''))
    .replaceAll(/[&<>\r]/g, character => entities[character]!)

const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll(/["\t\n]/g, character => entities[character]!)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
