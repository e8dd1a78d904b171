import { almaElements } from '../fields/alma-elements.ts'
import { fieldNamed, segmentOf } from '../fields/catalogue.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import type { Field } from '../fields/types.ts'
import { type AlmaTree, type AlmaValue, coded } from './alma-tree.ts'
import { elementTree } from './element-tree.ts'
import { codeLists, constants, emptyCodes, type ShapeKey, userShape } from './user-shape.ts'

/** What a record does not say itself: the words for codes, the institution, and who the people are that it names. */
export type AlmaWords = {
  /** '' where there are none. */
  label: (table: string, code: string) => string
  institution: { code: string; name: string }
  people: ReadonlyMap<number, { primaryId: string; fullName: string }>
}

/** What an answer adds: the address of the user, and counts that somebody asked for. */
export type AlmaExtras = Partial<Record<'link' | 'requests' | 'loans' | 'fees', AlmaValue>>

/** A record as Alma's user object. Attachments, pictures, courses and the PIN have no place in it. */
export function toAlmaJson(document: RecordDocument, words: AlmaWords, extras: AlmaExtras = {}): AlmaTree {
  const entries = userShape.flatMap((key): [string, AlmaValue][] => {
    const value = key in extras ? extras[key as keyof AlmaExtras] : valueAt(key, document, words)
    return value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

const kinds = Object.entries(almaElements)
const inContact = kinds.filter(([kind]) => 'document' in segmentOf(kind)!.store)
const kindOf = new Map(kinds.map(([kind, { name }]) => [name, kind]))

function valueAt(key: ShapeKey, document: RecordDocument, words: AlmaWords): AlmaValue | undefined {
  const constant = constants[key]
  if (constant !== undefined) return constant
  const field = fieldNamed(key)
  if (field) return fieldValue(field, document[key] ?? null, words)
  if (key === 'full_name') return fullName(document)
  if (key === 'contact_info')
    return Object.fromEntries(inContact.map(([kind, { name }]) => [name, listOf(kind, document, words)]))
  if (key === 'proxy_for_user') return proxies(document, words)
  if (key === 'rs_library' || key === 'library_notice') return codeList(key, document, words)
  return listOf(kindOf.get(key)!, document, words)
}

/** First, middle and last name; preferred names are told beside it. */
export const fullName = (document: RecordDocument): string =>
  ['first_name', 'middle_name', 'last_name']
    .map(name => document[name] ?? '')
    .filter(Boolean)
    .join(' ')

function fieldValue({ name, type, codeTable }: Field, value: Json, words: AlmaWords): AlmaValue | undefined {
  if (type === 'date') return value === null ? undefined : `${value}Z`
  if (type === 'boolean') return value === true
  if (type !== 'code') return value ?? ''
  const code = value ?? (name in emptyCodes ? emptyCodes[name]! : '')
  return code === null || code === ''
    ? coded(code, '')
    : coded(String(code), words.label(codeTable!, String(code)))
}

/** Elements of one kind, oldest first. */
export function elementsOf(kind: string, document: RecordDocument): Record<string, Json>[] {
  return Object.entries(document)
    .filter(([path]) => path.startsWith(`${kind}/`))
    .map(([path, element]) => ({ path, element: element as Record<string, Json> }))
    .sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1))
    .map(({ element }) => element)
}

const ageOf = ({ path, element }: { path: string; element: Record<string, Json> }): string =>
  `${element['created_at'] ?? ''} ${path}`

const listOf = (kind: string, document: RecordDocument, words: AlmaWords): AlmaValue[] =>
  elementsOf(kind, document).map(element => elementTree(kind, element, words))

function proxies(document: RecordDocument, { people }: AlmaWords): AlmaValue[] {
  return elementsOf('proxy', document).flatMap(({ patron_id }) => {
    const patron = people.get(Number(patron_id))
    return patron ? [{ primary_id: patron.primaryId, full_name: patron.fullName, link: null }] : []
  })
}

function codeList(
  key: keyof typeof codeLists,
  document: RecordDocument,
  words: AlmaWords,
): AlmaValue[] | undefined {
  const { name, codeTable } = fieldNamed(codeLists[key])!
  const value = document[name] ?? []
  const entries: [string, Json][] = Array.isArray(value)
    ? value.map(code => [String(code), null])
    : Object.entries(value)
  if (entries.length === 0) return undefined
  return entries.map(([code, answer]) => ({
    code: coded(code, words.label(codeTable!, code)),
    ...(answer === null ? {} : { value: String(answer) }),
  }))
}
