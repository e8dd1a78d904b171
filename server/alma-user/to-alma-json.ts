import { almaElements } from '../fields/alma-elements.ts'
import { fieldNamed, segmentOf } from '../fields/catalogue.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { elementsByKind } from '../fields/elements-of.ts'
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
  const record = { document, elements: elementsByKind(document), words }
  const tree: AlmaTree = {}
  for (const [key, tell] of tellers) {
    const value = key in extras ? extras[key as keyof AlmaExtras] : tell(record)
    if (value !== undefined) tree[key] = value
  }
  return tree
}

type Telling = { document: RecordDocument; elements: ReturnType<typeof elementsByKind>; words: AlmaWords }
type Tell = (record: Telling) => AlmaValue | undefined

const kinds = Object.entries(almaElements)
const inContact = kinds.filter(([kind]) => 'document' in segmentOf(kind)!.store)
const kindOf = new Map(kinds.map(([kind, { name }]) => [name, kind]))

/** How each key of Alma's object is told, in its order. */
const tellers = userShape.map((key): [ShapeKey, Tell] => [key, tellerOf(key)])

function tellerOf(key: ShapeKey): Tell {
  const constant = constants[key]
  if (constant !== undefined) return () => constant
  const field = fieldNamed(key)
  if (field) return ({ document, words }) => fieldValue(field, document[key] ?? null, words)
  if (key === 'full_name') return ({ document }) => fullName(document)
  if (key === 'contact_info')
    return record => Object.fromEntries(inContact.map(([kind, { name }]) => [name, listOf(kind, record)]))
  if (key === 'proxy_for_user') return proxies
  if (key === 'rs_library' || key === 'library_notice') return record => codeList(key, record)
  const kind = kindOf.get(key)!
  return record => listOf(kind, record)
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

const listOf = (kind: string, { elements, words }: Telling): AlmaValue[] =>
  (elements.get(kind) ?? []).map(({ values }) => elementTree(kind, values, words))

function proxies({ elements, words: { people } }: Telling): AlmaValue[] {
  return (elements.get('proxy') ?? []).flatMap(({ values }) => {
    const patron = people.get(Number(values['patron_id']))
    return patron ? [{ primary_id: patron.primaryId, full_name: patron.fullName, link: null }] : []
  })
}

function codeList(key: keyof typeof codeLists, { document, words }: Telling): AlmaValue[] | undefined {
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
