import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'

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
})

const CodeValue = Type.Object({
  code: Type.String(),
  label: Type.String(),
  isEnabled: Type.Boolean(),
  recordTypes: Type.Optional(Type.Array(Type.String())),
})

/** What a client needs to build forms, filters and labels: the catalogue and the code tables. */
export const Configuration = Type.Object({
  fields: Type.Array(FieldDescription),
  segments: Type.Array(
    Type.Object({
      kind: Type.String(),
      notForContacts: Type.Optional(Type.Boolean()),
      fields: Type.Array(FieldDescription),
    }),
  ),
  codeTables: Type.Record(Type.String(), Type.Array(CodeValue)),
})
export type Configuration = Static<typeof Configuration>
export type FieldDescription = Static<typeof FieldDescription>
export type CodeValue = Static<typeof CodeValue>

export const readConfiguration = endpoint({
  method: 'GET',
  path: '/api/configuration',
  permission: 'users.view',
  summary: 'Field catalogue and code tables',
  response: Configuration,
})
