/** How a value looks in a document and in a filter. `codes`: list of codes; `notices`: letter code → opted in. */
export type ValueType = 'text' | 'code' | 'date' | 'boolean' | 'codes' | 'notices' | 'number' | 'moment'

/**
 * Who may change a field on the screen of an external account: nobody, staff at any time (a sticky field then also
 * survives the feed), or staff after "open for update".
 */
export type ExternalEdit = 'sticky' | 'open_for_update' | 'never'

/** One scalar field of the user record: column of `user_account`, path in documents, Alma name, label key — all `name`. */
export type Field = {
  name: string
  type: ValueType
  section: 'names' | 'general' | 'dates' | 'library' | 'account' | 'internal'
  codeTable?: string
  maxLength?: number
  /** Screen editing: on internal accounts always unless `readOnly`. */
  external: ExternalEdit
  readOnly?: true
  /** Never shown in history, lists or exports; filters may only ask whether it is empty. */
  sensitive?: true
  /** What the student system does with it: replace every time, replace unless staff took it over, or nothing. */
  feed: 'core' | 'sticky' | 'none'
  /** Value that stands in when it is cleared and may not be empty. */
  fallback?: string
  /** Contacts do not have it. */
  notForContacts?: true
}

/** A field of a segment's element; the same value types, plus its own rules. */
export type ElementField = {
  name: string
  type: ValueType
  codeTable?: string
  maxLength?: number
  required?: true
  fallback?: string | boolean
}

/** A kind of element of which a user has any number: address, note, block … Paths are `kind/elementId`. */
export type Segment = {
  kind: string
  /** Own table, or part of the `contact` document of `user_account`. */
  store: { table: string } | { document: 'contact' }
  fields: ElementField[]
  /** The student system replaces the external elements of this kind. */
  feed: boolean
  notForContacts?: true
}
