import { isDeepStrictEqual as isSame } from 'node:util'
import type { SisProfile } from '../../../contract/sis.ts'
import type { Json } from '../../fields/document.ts'

/** The rules of a SIS load once more, in memory and person by person, to compare the program with. */
export type ModelUser = {
  primaryId: string
  accountType: string
  owner: string | null
  /** Core and sticky fields that are not empty, and the status date. */
  fields: Record<string, Json>
  elements: ModelElement[]
  sisValues: Record<string, Json>
  lockedFields: Record<string, Json>
  /** The record that was loaded last, unless something else changed the user since. */
  lastRecord: string | null
}

export type ModelElement = {
  kind: string
  external: boolean
  type?: string
  value: string
  preferred?: boolean
}

/** What a feed says about a person; empty text is an empty element, an absent field no element. */
export type ModelRecord = {
  primaryId: string | null
  fields: Record<string, string>
  elements: Omit<ModelElement, 'external'>[]
}

export type ModelOutcome = { outcome: 'change' | 'keep' | 'reject'; reason: string }

type Planned = ModelOutcome & { record: ModelRecord; user?: ModelUser; next?: ModelUser; wanted?: string[] }

export const modelSticky: Record<string, string | null> = { user_group: null, preferred_language: 'en' }
export const modelCore: Record<string, string | null> = {
  first_name: null,
  last_name: null,
  status: 'ACTIVE',
}
export const unknownCode = 'NO_SUCH_GROUP'

const lower = (text: string) => text.toLowerCase()

/** Loads a feed into `users`, which are in the order of their ids, and tells what became of every record. */
export function loadModel(
  users: ModelUser[],
  feed: ModelRecord[],
  { profile, today }: { profile: SisProfile; today: string },
): ModelOutcome[] {
  const remembered = (record: ModelRecord) => JSON.stringify([profile, record])
  const known = new Set<ModelUser>()
  const unchanged = feed.map(record =>
    users.find(user => user.lastRecord === remembered(record) && !known.has(user) && known.add(user)),
  )
  const named = new Set<string>()
  const planned = feed.map((record, index): Planned => {
    if (unchanged[index]) return { record, outcome: 'keep', reason: 'unchanged' }
    return planRecord(record, { users, feed, known, named, profile, today })
  })
  rejectTaken(users, planned)
  for (const { outcome, reason, record, user, next } of planned) {
    if (outcome === 'change') {
      next!.lastRecord = remembered(record)
      if (user) users[users.indexOf(user)] = next!
      else users.push(next!)
    } else if (reason === 'unchanged' && user) user.lastRecord = remembered(record)
  }
  return planned.map(({ outcome, reason }) => ({ outcome, reason }))
}

type Scope = {
  users: ModelUser[]
  feed: ModelRecord[]
  known: Set<ModelUser>
  named: Set<string>
  profile: SisProfile
  today: string
}

function planRecord(record: ModelRecord, scope: Scope): Planned {
  const { profile, known } = scope
  const told = (outcome: ModelOutcome['outcome'], reason: string): Planned => ({ record, outcome, reason })
  if (!isReadable(record)) return told('reject', wrongValues(record))
  const values = identifiersOf(record).map(lower)
  if (new Set(values).size < values.length) return told('reject', 'identifier_repeated')
  const user = findUser(record, scope)
  if (!user) return profile.addUnmatched ? planNew(record, scope) : told('keep', 'unmatched')
  if (known.has(user)) return told('reject', 'duplicate_in_feed')
  if (profile.action === 'import') return told('keep', 'already_exists')
  if (user.accountType !== 'EXTERNAL') return told('reject', 'internal_user')
  if (![profile.code, 'SIS_temp'].includes(user.owner!)) return told('reject', 'owned_by_other_system')
  known.add(user)
  const next = updated(user, record, scope)
  if (isSame({ ...next, lastRecord: '' }, { ...user, lastRecord: '' }))
    return { ...told('keep', 'unchanged'), user }
  return { ...told('change', 'updated'), user, next, wanted: wantedBy(next, user) }
}

/** Distinct elements count; the same one twice is one. */
const identifiersOf = (record: ModelRecord): string[] => [
  ...(record.primaryId ? [record.primaryId] : []),
  ...distinct(record.elements)
    .filter(one => one.kind === 'identifier')
    .map(one => one.value),
]

function distinct<Element extends object>(elements: Element[]): Element[] {
  return elements.filter((one, index) => elements.findIndex(two => isSame(one, two)) === index)
}

function findUser(record: ModelRecord, { users, profile }: Scope): ModelUser | undefined {
  if (profile.matchIdType === 'PRIMARY') {
    return users.find(user => record.primaryId && lower(user.primaryId) === lower(record.primaryId))
  }
  const type = profile.matchIdType
  const key = record.elements.find(one => one.kind === 'identifier' && one.type === type)?.value
  return users.find(user =>
    user.elements.some(
      one => key && one.kind === 'identifier' && one.type === type && lower(one.value) === lower(key),
    ),
  )
}

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === '' || value === null

function planNew(record: ModelRecord, scope: Scope): Planned {
  const { profile, today } = scope
  const primaryId = record.primaryId ?? nameFor(record, scope)
  const fields: Record<string, Json> = { status_date: today }
  const sisValues: Record<string, Json> = {}
  for (const [name, fallback] of Object.entries({ ...modelCore, ...modelSticky })) {
    const sent = valueOfField(record, name)
    if (name in modelSticky && sent !== null) sisValues[name] = sent
    if (name in modelSticky && sent === null && fallback && profile.emptySticky === 'clear')
      sisValues[name] = fallback
    const value = sent ?? fallback
    if (value !== null) fields[name] = value
  }
  const elements = inOrder(onePreferred(distinct(record.elements).map(one => ({ ...one, external: true }))))
  const next: ModelUser = {
    ...{ primaryId, accountType: 'EXTERNAL', owner: profile.code, fields, elements },
    ...{ sisValues, lockedFields: {}, lastRecord: null },
  }
  return { record, outcome: 'change', reason: 'created', next, wanted: wantedBy(next, undefined) }
}

/** Statuses come in any case. */
function valueOfField(record: ModelRecord, name: string): string | null {
  const value = record.fields[name]
  if (isEmpty(value)) return null
  return name === 'status' ? value!.toUpperCase() : value!
}

function nameFor(record: ModelRecord, { users, feed, named }: Scope): string {
  const taken = new Set([...named, ...feed.filter(isReadable).flatMap(identifiersOf).map(lower)])
  for (const user of users) for (const value of held(user)) taken.add(lower(value))
  const base = `${record.fields['first_name'] ?? ''}${record.fields['last_name']}`
  for (let number = -1; ; number += 1) {
    const name = number < 0 ? base : `${base}${number}`
    if (taken.has(lower(name))) continue
    named.add(lower(name))
    return name
  }
}

const held = (user: ModelUser): string[] => [
  user.primaryId,
  ...user.elements.filter(one => one.kind === 'identifier').map(one => one.value),
]

const isReadable = (record: ModelRecord): boolean => wrongValues(record) === ''

/** The rules that the record breaks, in alphabetic order. */
function wrongValues({ fields }: ModelRecord): string {
  const needed = fields['last_name'] ? [] : ['required']
  return [...needed, ...(fields['user_group'] === unknownCode ? ['unknown_code'] : [])].join(' ')
}

/** The user as the record would make it. */
function updated(user: ModelUser, record: ModelRecord, { profile, today }: Scope): ModelUser {
  const next = structuredClone(user)
  next.primaryId = record.primaryId ?? user.primaryId
  next.owner = profile.code
  for (const [name, fallback] of Object.entries(modelCore)) {
    const value = valueOfField(record, name) ?? fallback
    if (name === 'status' && value !== user.fields['status']) next.fields['status_date'] = today
    setOrClear(next.fields, name, value)
  }
  for (const [name, fallback] of Object.entries(modelSticky))
    updateSticky(next, name, fallback, record, profile)
  next.elements = elementsAfter(user, record)
  return next
}

/** Staff keep what they took over, until both agree or the student system goes back to what it said before. */
function updateSticky(
  next: ModelUser,
  ...[name, fallback, record, profile]: [string, string | null, ModelRecord, SisProfile]
): void {
  const isSent = !isEmpty(record.fields[name])
  if (!isSent && profile.emptySticky === 'keep') return
  const value = isSent ? record.fields[name]! : fallback
  const said = next.sisValues[name] ?? null
  setOrClear(next.sisValues, name, value)
  const before = next.lockedFields[name]
  const goesBack = value !== said && before !== undefined && (value ?? '') === before
  const agrees = value === (next.fields[name] ?? null)
  if (before !== undefined && !agrees && !goesBack) return
  delete next.lockedFields[name]
  setOrClear(next.fields, name, value)
}

function setOrClear(values: Record<string, Json>, name: string, value: Json): void {
  if (value === null) delete values[name]
  else values[name] = value
}

/** Internal elements stay, but identifiers that the record sends as well; external ones are those of the record. */
function elementsAfter(user: ModelUser, record: ModelRecord): ModelElement[] {
  const sent = distinct(record.elements).map(one => ({ ...one, external: true }))
  const sentIdentifiers = sent.filter(one => one.kind === 'identifier').map(one => lower(one.value))
  const mine = user.elements.filter(one => !one.external)
  const kept = mine.filter(one => one.kind !== 'identifier' || !sentIdentifiers.includes(lower(one.value)))
  return inOrder(onePreferred([...kept, ...sent]))
}

/** Of the preferred e-mails the first stays so; those of staff stand first. */
export function onePreferred(elements: ModelElement[]): ModelElement[] {
  const first = elements.find(one => one.preferred)
  return elements.map(one => (one.preferred && one !== first ? { ...one, preferred: false } : one))
}

/** Elements have no order; two lists are compared in this one. */
export const inOrder = (elements: ModelElement[]): ModelElement[] =>
  elements.toSorted((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1))
const orderOf = ({ kind, external, type, value, preferred }: ModelElement) =>
  JSON.stringify([kind, external, type, value, preferred])

/** Identifiers that the change would bring, in lower case. */
function wantedBy(next: ModelUser, user: ModelUser | undefined): string[] {
  const isNew = (one: ModelElement) => !user?.elements.some(old => isSame(old, one))
  const elements = next.elements.filter(one => one.kind === 'identifier' && isNew(one)).map(one => one.value)
  return [...(next.primaryId === user?.primaryId ? [] : [next.primaryId]), ...elements].map(lower)
}

/** The first record of a feed wins, and nobody wins against a user, not even against an own identifier that stays. */
function rejectTaken(users: ModelUser[], planned: Planned[]): void {
  const reject = (one: Planned, reason: string) => Object.assign(one, { outcome: 'reject', reason })
  const changes = planned.filter(one => one.outcome === 'change')
  for (const one of changes) {
    const others = users.filter(user => user !== one.user).flatMap(held)
    const stays = one.user ? identifiersThatStay(one.user, one.next!) : []
    const taken = new Set([...others, ...stays].map(lower))
    if (one.wanted!.some(key => taken.has(key))) reject(one, 'identifier_taken')
  }
  const wanted = new Set<string>()
  for (const one of changes.filter(change => change.outcome === 'change')) {
    const isRepeated = one.wanted!.some(key => wanted.has(key))
    for (const key of one.wanted!) wanted.add(key)
    if (isRepeated) reject(one, 'duplicate_in_feed')
  }
}

function identifiersThatStay(user: ModelUser, next: ModelUser): string[] {
  const elements = user.elements.filter(
    one => one.kind === 'identifier' && next.elements.some(two => isSame(one, two)),
  )
  const primary = user.primaryId === next.primaryId ? [user.primaryId] : []
  return [...primary, ...elements.map(one => one.value)]
}

/** What staff do to a sticky field on the screen. */
export function editModel(user: ModelUser, name: string, value: string | null): void {
  if (value === (user.fields[name] ?? null)) return
  user.lastRecord = null
  setOrClear(user.fields, name, value)
  if (user.accountType !== 'EXTERNAL') return
  if (value === (user.sisValues[name] ?? null)) delete user.lockedFields[name]
  else user.lockedFields[name] ??= user.sisValues[name] ?? ''
}
