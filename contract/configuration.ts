import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { permissions } from './permissions.ts'

export type RecordType = 'PUBLIC' | 'STAFF' | 'CONTACT'

/** How names are shown in lists and headers: order, with the middle name or without. */
export const nameDisplays = ['lastFirst', 'lastFirstMiddle', 'firstLast', 'firstMiddleLast'] as const
export type NameDisplay = (typeof nameDisplays)[number]

/** What a value must look like; the institution sets the regular expressions (features B3). */
export type Format =
  | 'primary_identifier'
  | 'email'
  | 'phone'
  | 'postal_code'
  | `address_line${1 | 2 | 3 | 4 | 5}`
  | 'pin'
  | 'url'

const FieldDescription = Type.Object({
  name: Type.String(),
  type: Type.String(),
  section: Type.Optional(Type.String()),
  codeTable: Type.Optional(Type.String()),
  maxLength: Type.Optional(Type.Integer()),
  external: Type.Optional(Type.String()),
  readOnly: Type.Optional(Type.Boolean()),
  sensitive: Type.Optional(Type.Boolean()),
  required: Type.Optional(Type.Boolean()),
  notForContacts: Type.Optional(Type.Boolean()),
  derived: Type.Optional(Type.Boolean()),
  /** A right that editing it takes, beside that of editing users. */
  permission: Type.Optional(Type.Enum([...permissions])),
  /** The history does not tell its changes. */
  unrecorded: Type.Optional(Type.Boolean()),
  /** Of elements: at most one of the kind has it. */
  single: Type.Optional(Type.Boolean()),
  /** Of elements: written by the machine. */
  machine: Type.Optional(Type.Boolean()),
  /** Of elements: a column for those who ask for it. */
  hidden: Type.Optional(Type.Boolean()),
  /** Of elements: the code field whose code says which of this one's codes go with it (`details` of the code). */
  decidedBy: Type.Optional(Type.String()),
  notInPast: Type.Optional(Type.Boolean()),
  format: Type.Optional(Type.String()),
  fallback: Type.Optional(Type.Union([Type.String(), Type.Boolean()])),
})

const CodeValue = Type.Object({
  code: Type.String(),
  label: Type.String(),
  isEnabled: Type.Boolean(),
  recordTypes: Type.Optional(Type.Array(Type.String())),
  /** What only some tables have: the actions that a block forbids, the types of a statistical category … */
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

const SegmentDescription = Type.Object({
  kind: Type.String(),
  tab: Type.String(),
  notForContacts: Type.Optional(Type.Boolean()),
  neededBy: Type.Optional(Type.Array(Type.String())),
  /** What staff may do with its elements; everything unless it says so (`change`: and remove, but not add). */
  edit: Type.Optional(Type.Enum(['change', 'remove', 'none'])),
  /** What changing one needs beside the right to edit users. */
  permission: Type.Optional(Type.Enum([...permissions])),
  fields: Type.Array(FieldDescription),
})

/** What a client needs to build forms, filters and labels: the catalogue and the code tables. */
export const Configuration = Type.Object({
  fields: Type.Array(FieldDescription),
  segments: Type.Array(SegmentDescription),
  codeTables: Type.Record(Type.String(), Type.Array(CodeValue)),
  /** Fields and kinds of elements that must be there, by record type. */
  mandatory: Type.Record(Type.String(), Type.Array(Type.String())),
  pinNumberMethod: Type.String(),
  libraryIndependence: Type.Boolean(),
  nameDisplay: Type.Enum(nameDisplays),
  /** The library that is responsible for resource sharing requests of those who have none; none: there is no such. */
  defaultResourceSharingLibrary: Type.Optional(Type.String()),
  /** What the student system knows its people by: `USERNAME`, which is the primary identifier, or an identifier type. */
  institutionalIdentifierType: Type.String(),
  /** Opening a record is remembered. */
  readLogEnabled: Type.Boolean(),
  /** Users without a picture of their own may have one there. */
  hasPhotoServer: Type.Boolean(),
})
export type Configuration = Static<typeof Configuration>
export type FieldDescription = Static<typeof FieldDescription>
export type SegmentDescription = Static<typeof SegmentDescription>
export type CodeValue = Static<typeof CodeValue>

export const readConfiguration = endpoint({
  method: 'GET',
  path: '/api/configuration',
  permission: 'users.view',
  summary: 'Field catalogue and code tables',
  response: Configuration,
})
