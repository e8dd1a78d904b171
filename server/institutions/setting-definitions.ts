import { nameDisplays, type RecordType } from '../../contract/configuration.ts'
import type { SettingSection } from '../../contract/settings.ts'
import type { InstitutionSettings, SettingFormat } from '../context.ts'
import { circulationDefinitions, defaultCirculation } from './circulation-settings.ts'

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
  | { kind: 'codes'; codeTable: string }
  /** A value for each user group, `*` for those that are not named. */
  | { kind: 'numbers_by_group'; min: number; max: number }
  | { kind: 'amounts_by_group' }

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
  {
    key: 'institutionalIdentifierType',
    section: 'identifiers',
    kind: 'choice',
    choices: ['USERNAME'],
    codeTable: 'UserIdentifierTypes',
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
  { key: 'mfaForInternal', section: 'sign_in', almaName: 'mfa_for_alma_hep', kind: 'flag' },
  {
    key: 'externalUsersWithInternalAuth',
    section: 'sign_in',
    almaName: 'external_users_with_internal_auth',
    kind: 'flag',
  },
  {
    key: 'allowSimulatedLogin',
    section: 'sign_in',
    almaName: 'allow_exl_to_login_as_staff_users',
    kind: 'flag',
  },
  {
    key: 'pinNumberMethod',
    section: 'record',
    almaName: 'pin_number_method',
    kind: 'choice',
    choices: ['fourDigit', 'none'],
  },
  { key: 'nameDisplay', section: 'record', kind: 'choice', choices: nameDisplays },
  { key: 'libraryIndependence', section: 'record', kind: 'flag' },
  { key: 'catalogingPermissions', section: 'record', kind: 'flag' },
  { key: 'partnerInstitutions', section: 'network', kind: 'texts' },
  {
    key: 'linkedUserGroup',
    section: 'network',
    kind: 'choice',
    choices: ['NONE'],
    codeTable: 'UserGroups',
  },
  { key: 'linkedTakesExpiryDate', section: 'network', kind: 'flag' },
  { key: 'resourceSharingAuthorization', section: 'record', kind: 'flag' },
  {
    key: 'resourceSharingLibrary',
    section: 'record',
    almaName: 'ill_item_creation_lib_code',
    kind: 'choice',
    choices: ['NONE'],
    codeTable: 'ResourceSharingLibraries',
  },
  { key: 'protectedPatterns', section: 'record', kind: 'texts', isWildcard: true },
  { key: 'uncountedPatterns', section: 'record', kind: 'texts', isWildcard: true },
  {
    key: 'historyRetentionDays',
    section: 'record',
    almaName: 'user_audit_retention_period',
    kind: 'number',
    min: 0,
    max: 36_500,
  },
  { key: 'restrictedUserGroups', section: 'roles', kind: 'codes', codeTable: 'UserGroups' },
  { key: 'restrictedRoles', section: 'roles', kind: 'codes', codeTable: 'HFrUserRoles.roleType' },
  { key: 'rolesWithoutHistory', section: 'roles', kind: 'codes', codeTable: 'HFrUserRoles.roleType' },
  { key: 'readLogEnabled', section: 'record', kind: 'flag' },
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
  ...circulationDefinitions,
  {
    key: 'waivingFeesLimit',
    section: 'fees',
    almaName: 'waiving_fines_fees_limit',
    kind: 'number',
    min: 1,
    max: 10_000,
  },
  { key: 'overdueFinePerDay', section: 'fees', kind: 'amounts_by_group' },
  {
    key: 'activityOnTransferredFees',
    section: 'fees',
    almaName: 'allow_activity_on_transferred_finesfees',
    kind: 'flag',
  },
  {
    key: 'fromAddress',
    section: 'mail',
    almaName: 'from_address',
    kind: 'text',
    maxLength: 255,
    form: /^[^\s@<>(),;:"\\[\]\p{C}]+@[^\s@<>(),;:"\\[\]\p{C}]+$/u,
    mayBeEmpty: true,
  },
  { key: 'disableFromAddress', section: 'mail', almaName: 'disable_from_address', kind: 'flag' },
  { key: 'rolesWithoutPersonalLetters', section: 'mail', kind: 'codes', codeTable: 'HFrUserRoles.roleType' },
  { key: 'jobMailToStarter', section: 'mail', kind: 'flag' },
  { key: 'jobMailRecipients', section: 'mail', kind: 'texts' },
  { key: 'mailAllowedRecipients', section: 'mail', kind: 'texts' },
  { key: 'networkZone', section: 'network', kind: 'text', maxLength: 50, mayBeEmpty: true },
  { key: 'apiCallsPerSecond', section: 'api', kind: 'number', min: 1, max: 100_000 },
  { key: 'apiCallsPerDay', section: 'api', kind: 'number', min: 0, max: 1_000_000_000 },
]

/** What holds until an institution decides otherwise (features M6, N1). */
export const defaultSettings: InstitutionSettings = {
  protectedPatterns: ['exl\\_%', 'rialto\\_%', 'carli\\_%', 'leganto\\_guest'],
  uncountedPatterns: ['exl\\_%', 'rialto\\_%', 'leganto\\_guest'],
  lockAfterFailures: 5,
  lockMinutes: 30,
  sessionHours: 12,
  mfaForInternal: false,
  externalUsersWithInternalAuth: false,
  allowSimulatedLogin: false,
  loginRestrictions: { isEnabled: false, groups: [], managerId: null },
  mandatory: { PUBLIC: ['user_group'], STAFF: ['user_group'], CONTACT: [] },
  formats: { email: { pattern: '[^\\s@]+@[^\\s@]+' } },
  pinNumberMethod: 'fourDigit',
  nameDisplay: 'lastFirst',
  libraryIndependence: false,
  catalogingPermissions: true,
  partnerInstitutions: [],
  linkedUserGroup: 'NONE',
  linkedTakesExpiryDate: true,
  resourceSharingAuthorization: false,
  resourceSharingLibrary: 'NONE',
  identifiersCaseSensitive: false,
  institutionalIdentifierType: 'USERNAME',
  primaryIdGeneration: { prefix: 'U', digits: 6, next: 1 },
  restrictedUserGroups: [],
  restrictedRoles: [],
  rolesWithoutHistory: [],
  historyRetentionDays: 0,
  readLogEnabled: false,
  photoServerUrl: '',
  photoIdentifierType: 'USERNAME',
  photoSuffix: 'jpg',
  ...defaultCirculation,
  waivingFeesLimit: 100,
  overdueFinePerDay: {},
  activityOnTransferredFees: false,
  fromAddress: '',
  disableFromAddress: false,
  rolesWithoutPersonalLetters: [],
  jobMailToStarter: true,
  jobMailRecipients: [],
  mailAllowedRecipients: [],
  networkZone: '',
  apiCallsPerSecond: 50,
  apiCallsPerDay: 0,
}
