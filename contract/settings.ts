import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed } from './page.ts'

/** What a setting holds, and so how it is entered. */
export const settingKinds = [
  'flag',
  'text',
  'folder_address',
  'choice',
  'number',
  'texts',
  'format',
  'fields',
  'codes',
  'numbers_by_group',
  'amounts_by_group',
] as const
export type SettingKind = (typeof settingKinds)[number]

export const settingSections = [
  'identifiers',
  'formats',
  'mandatory',
  'sign_in',
  'record',
  'roles',
  'pictures',
  'circulation',
  'fees',
  'mail',
  'network',
  'api',
] as const
export type SettingSection = (typeof settingSections)[number]

/** A regular expression that whole values must match, and the words for those that do not; an empty one matches all. */
export type FormatValue = { pattern: string; message?: string }

/** One setting of the institution; the key is its path in the settings: `formats.email`. */
export const Setting = Type.Object({
  key: Type.String(),
  section: Type.Enum([...settingSections]),
  kind: Type.Enum([...settingKinds]),
  /** Its name among Alma's "Other settings". */
  almaName: Type.Optional(Type.String()),
  value: Type.Unknown(),
  default: Type.Unknown(),
  /** What may be chosen; words for codes of `codeTable` are in the configuration. */
  choices: Type.Optional(Type.Array(Type.String())),
  codeTable: Type.Optional(Type.String()),
  min: Type.Optional(Type.Integer()),
  max: Type.Optional(Type.Integer()),
  maxLength: Type.Optional(Type.Integer()),
  /** Who changed it last, and when. */
  changed: Type.Optional(Type.Object({ by: Type.String(), at: Type.String() })),
})
export type Setting = Static<typeof Setting>

export const Settings = Type.Object({ settings: Type.Array(Setting) })
export type Settings = Static<typeof Settings>

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/settings',
  permission: 'configuration.view',
  summary: 'Settings of the institution',
  response: Settings,
})

/** Key to new value; null goes back to the default. Settings that are not named stay. */
export const editSettings = endpoint({
  method: 'PATCH',
  path: '/api/settings',
  permission: 'configuration.edit',
  summary: 'Change settings of the institution',
  body: closed({ values: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown()) }),
  response: Settings,
})

/** The next primary identifier that nobody has or had (features K3); none is given out twice. */
export const nextPrimaryId = endpoint({
  method: 'POST',
  path: '/api/users/primary-id',
  permission: 'users.register',
  summary: 'Generate a primary identifier',
  response: Type.Object({ primaryId: Type.String() }),
})
