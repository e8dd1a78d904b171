import type { RecordType } from '../../contract/configuration.ts'
import type { SettingSection } from '../../contract/settings.ts'
import type { InstitutionSettings, SettingFormat } from '../context.ts'

/** What a setting may hold. */
type Kind =
  | { kind: 'flag' | 'folder_address' | 'format' }
  | { kind: 'text'; maxLength: number; form?: RegExp; mayBeEmpty?: true }
  /** `codeTable`: its codes may be chosen, too. */
  | { kind: 'choice'; choices: readonly string[]; codeTable?: string }
  | { kind: 'number'; min: number; max: number }
  /** `isWildcard`: people write `*` and `?`, the database has a `like` pattern. */
  | { kind: 'texts'; isWildcard?: true }
  | { kind: 'fields'; recordType: RecordType }

export type SettingDefinition = {
  /** Path in the settings: `formats.email`. */
  key: string
  section: SettingSection
  almaName?: string
} & Kind

const recordTypes: readonly RecordType[] = ['PUBLIC', 'STAFF', 'CONTACT']

const format = (name: SettingFormat, almaName: string): SettingDefinition => ({
  key: `formats.${name}`,
  section: 'formats',
  almaName,
  kind: 'format',
})

/** Every setting of the institution, in the order of the screen. A new one is a line here, its type and its default. */
export const settingDefinitions: readonly SettingDefinition[] = [
  { key: 'identifiersCaseSensitive', section: 'identifiers', kind: 'flag' },
  {
    key: 'primaryIdGeneration.prefix',
    section: 'identifiers',
    kind: 'text',
    maxLength: 50,
    form: /^[^\s\p{Cc}]*$/u,
    mayBeEmpty: true,
  },
  { key: 'primaryIdGeneration.digits', section: 'identifiers', kind: 'number', min: 1, max: 15 },
  {
    key: 'primaryIdGeneration.next',
    section: 'identifiers',
    kind: 'number',
    min: 0,
    max: 999_999_999_999_999,
  },
  format('primary_identifier', 'primary_identifier_regex'),
  format('email', 'email_regex'),
  format('phone', 'phone_regex'),
  ...([1, 2, 3, 4, 5] as const).map(line => format(`address_line${line}`, `address_line${line}_regex`)),
  format('postal_code', 'postal_code_regex'),
  ...recordTypes.map(
    (recordType): SettingDefinition => ({
      key: `mandatory.${recordType}`,
      section: 'mandatory',
      kind: 'fields',
      recordType,
    }),
  ),
  { key: 'lockAfterFailures', section: 'sign_in', kind: 'number', min: 1, max: 100 },
  { key: 'lockMinutes', section: 'sign_in', kind: 'number', min: 1, max: 10_080 },
  { key: 'sessionHours', section: 'sign_in', kind: 'number', min: 1, max: 720 },
  {
    key: 'pinNumberMethod',
    section: 'record',
    almaName: 'pin_number_method',
    kind: 'choice',
    choices: ['fourDigit', 'none'],
  },
  { key: 'libraryIndependence', section: 'record', kind: 'flag' },
  { key: 'protectedPatterns', section: 'record', kind: 'texts', isWildcard: true },
  {
    key: 'historyRetentionDays',
    section: 'record',
    almaName: 'user_audit_retention_period',
    kind: 'number',
    min: 0,
    max: 36_500,
  },
  { key: 'photoServerUrl', section: 'pictures', almaName: 'photo_server_url', kind: 'folder_address' },
  {
    key: 'photoIdentifierType',
    section: 'pictures',
    almaName: 'photo_identifier_type',
    kind: 'choice',
    choices: ['USERNAME'],
    codeTable: 'UserIdentifierTypes',
  },
  {
    key: 'photoSuffix',
    section: 'pictures',
    almaName: 'photo_suffix',
    kind: 'text',
    maxLength: 10,
    form: /^[a-z\d]+$/i,
  },
  { key: 'mailAllowedRecipients', section: 'mail', kind: 'texts' },
]

/** What holds until an institution decides otherwise (features M6, N1). */
export const defaultSettings: InstitutionSettings = {
  protectedPatterns: ['exl\\_%', 'rialto\\_%', 'carli\\_%', 'leganto\\_guest'],
  lockAfterFailures: 5,
  lockMinutes: 30,
  sessionHours: 12,
  mandatory: { PUBLIC: ['user_group'], STAFF: ['user_group'], CONTACT: [] },
  formats: { email: { pattern: '[^\\s@]+@[^\\s@]+' } },
  pinNumberMethod: 'fourDigit',
  libraryIndependence: false,
  identifiersCaseSensitive: false,
  primaryIdGeneration: { prefix: 'U', digits: 6, next: 1 },
  historyRetentionDays: 0,
  photoServerUrl: '',
  photoIdentifierType: 'USERNAME',
  photoSuffix: 'jpg',
  mailAllowedRecipients: [],
}
