import type { Format, RecordType } from '../../contract/configuration.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { InstitutionSettings } from '../context.ts'

/**
 * How a value looks in a document and in a filter. `codes`: list of codes; `notices`: letter code → opted in; `user`: id of
 * another user; `parameters`: what narrows a role down, see `contract/roles.ts`.
 */
export type ValueType =
  | 'text'
  | 'code'
  | 'date'
  | 'boolean'
  | 'codes'
  | 'notices'
  | 'number'
  | 'moment'
  | 'user'
  | 'parameters'

/**
 * Who may change a field on the screen of an external account: nobody, staff at any time (a sticky field then also
 * survives the feed), or staff after "open for update".
 */
export type ExternalEdit = 'sticky' | 'open_for_update' | 'never'

/** One scalar field of the user record: column of `user_account`, path in documents, Alma name, label key — all `name`. */
export type Field = {
  name: string
  type: ValueType
  section: 'names' | 'general' | 'dates' | 'library' | 'account' | 'access' | 'internal'
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
  format?: Format
  /** The record editor does not set it to a day before today (features B2); tasks and feeds may. */
  notInPast?: true
  /** Contacts do not have it. */
  notForContacts?: true
  /** What editing it takes beside the right to edit users. */
  permission?: Permission
  /** The field is there only while the institution wants it. */
  onlyIf?: (settings: InstitutionSettings) => boolean
  /** Its changes are neither shown in the history nor an update of the record (features I1). */
  unrecorded?: true
}

/** A field of a segment's element; the same value types, plus its own rules. */
export type ElementField = {
  name: string
  type: ValueType
  codeTable?: string
  maxLength?: number
  /** Of whole numbers that people enter. */
  min?: number
  max?: number
  required?: true
  /** Staff must say it, feeds need not. */
  asked?: true
  fallback?: string | boolean
  format?: Format
  notInPast?: true
  /** At most one element of the kind has it: giving it to one takes it from the others. */
  single?: true
  /** Written by the machine, never by an editor. */
  machine?: true
  /** The code field of the element whose code says (`details` of its table) which values go with it. */
  decidedBy?: string
  /** Left out of the table until somebody asks for the column. */
  hidden?: true
  /** For the program alone: never sent to clients, shown in history, exported or asked about by filters. */
  secret?: true
}

/** A kind of element of which a user has any number: address, note, block … Paths are `kind/elementId`. */
export type Segment = {
  kind: string
  /** Tab of the record page on which it stands; kinds of one tab in the order of the catalogue. */
  tab: string
  /** Own table, or part of the `contact` document of `user_account`. */
  store: { table: string } | { document: 'contact' }
  fields: ElementField[]
  /** The student system replaces the external elements of this kind. */
  feed: boolean
  notForContacts?: true
  /** Record types that need at least one (features C2). */
  neededBy?: readonly RecordType[]
  /** Changing one counts as an update of the record: who, when (features B4). */
  isUpdate?: true
  /** Nobody sees any while the institution does without them, and then only who has the right. */
  onlyIf?: (settings: InstitutionSettings) => boolean
  viewPermission?: Permission
  /** What changing one needs beside the right to edit users. */
  permission?: Permission
  /** What the record editor may do with it, if not everything: change and remove but not add, only remove, or nothing. */
  edit?: 'change' | 'remove' | 'none'
}
