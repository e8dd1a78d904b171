import type { CodeRow, CodeTables } from './code-tables.ts'
import { countries } from './countries.ts'
import { feeCodeTables } from './fee-codes.ts'
import { roleTypes } from './role-types.ts'

type RecordType = 'PUBLIC' | 'STAFF' | 'CONTACT'

const rows = (labels: Record<string, string>, recordTypes?: RecordType[]): CodeRow[] =>
  Object.entries(labels).map(([code, label]) => ({
    code,
    label,
    ...(recordTypes ? { details: { record_types: recordTypes } } : {}),
  }))

const people: RecordType[] = ['PUBLIC', 'STAFF']
const contactPurposes = { claim: 'Claim', order: 'Order', payment: 'Payment', returns: 'Returns' }

const english = new Intl.DisplayNames('en', { type: 'language' })
const languages = [
  'en',
  'ar',
  'ca',
  'cs',
  'da',
  'de',
  'el',
  'es',
  'et',
  'eu',
  'fi',
  'fr',
  'he',
  'hu',
  'it',
].concat(['ja', 'ko', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'ru', 'sl', 'sv', 'tr', 'uk', 'vi', 'zh', 'zh-TW'])

/** The numbers that Alma gives to combinations of actions (facts: alma-behaviour §6.1). */
const actionsOf = { '01': ['LOAN'], '02': ['LOAN', 'RENEW'], '03': ['LOAN', 'RENEW', 'HOLD'] } as const

const block = (code: string, label: string, action: keyof typeof actionsOf): CodeRow => ({
  code,
  label,
  details: {
    block_type: 'GENERAL',
    blocked_action: action,
    actions: actionsOf[action],
    overridable: 'CIRCDESC',
  },
})

/** Logins of social networks: not shown among the identifiers, yet found (seed 002, identifiers). */
export const socialTypes: CodeRow[] = rows({
  FACEBOOK: 'Facebook',
  GOOGLE: 'Google',
  TWITTER: 'Twitter',
}).map(row => ({ ...row, details: { social: true } }))

/**
 * What a new institution starts with, so that users can be entered at once. Tables of Alma keep its names and codes;
 * which type belongs to which record type is in the seed (adding users, C1).
 */
export const defaultCodeTables: CodeTables = {
  AddNewUserOptions: rows({ PUBLIC: 'Public', STAFF: 'Staff', CONTACT: 'Contact' }),
  UserUserType: rows({
    INTERNAL: 'Internal',
    EXTERNAL: 'External',
    INTEXTAUTH: 'Internal with external authentication',
  }),
  ContentStructureStatus: rows({ ACTIVE: 'Active', INACTIVE: 'Inactive' }),
  UserRoleStatus: rows({ ACTIVE: 'Active', INACTIVE: 'Inactive' }),
  'HFrUserRoles.roleType': roleTypes,
  // Desks and service units say their library in `details`.
  CircDesks: [],
  ServiceUnits: [],
  MetadataTypes: rows({
    MARC21: 'MARC 21',
    UNIMARC: 'UNIMARC',
    DC: 'Dublin Core',
    MODS: 'MODS',
    ETD: 'Electronic theses and dissertations',
  }),
  UserGroups: [
    ...rows({ STUDENT: 'Student' }, ['PUBLIC']),
    ...rows({ FACULTY: 'Faculty', STAFF: 'Staff' }, people),
    ...rows({ GUEST: 'Guest' }, ['PUBLIC']),
  ],
  JobTitles: rows({
    CIRC_DESK: 'Circulation desk',
    CATALOGER: 'Cataloger',
    ACQUISITIONS: 'Acquisitions',
    REFERENCE: 'Reference librarian',
    SYSTEMS: 'Library systems',
    STUDENT_ASSISTANT: 'Student assistant',
  }),
  UserTitles: rows({ MR: 'Mr.', MS: 'Ms.', MRS: 'Mrs.', MX: 'Mx.', DR: 'Dr.', PROF: 'Prof.' }),
  Genders: rows({ FEMALE: 'Female', MALE: 'Male', NONBINARY: 'Non-binary', OTHER: 'Other' }),
  UserPreferredLanguage: languages.map(code => ({ code, label: english.of(code) ?? code })),
  AccountPurposes: rows({
    PERSON: 'A person',
    SHARED: 'Shared by several people',
    SERVICE: 'A vendor or a service',
    TEST: 'Test',
    IMPLEMENTATION: 'Implementation',
  }),
  CatalogerLevel: rows({ '00': '[00] Default Level' }),
  CountryCodes: countries,
  Campuses: [],
  UserIdentifierTypes: [...rows({ BARCODE: 'Barcode', UNIV_ID: 'University ID' }), ...socialTypes],
  UserAddressTypes: [
    ...rows({ home: 'Home', work: 'Work' }),
    ...rows({ alternative: 'Alternative', school: 'School' }, ['PUBLIC']),
    ...rows(contactPurposes, ['CONTACT']),
  ],
  UserEmailTypes: [
    ...rows({ personal: 'Personal', work: 'Work' }),
    ...rows({ school: 'School' }, ['PUBLIC']),
    ...rows({ alternative: 'Alternative', cc_address: 'CC address' }, people),
    ...rows(contactPurposes, ['CONTACT']),
  ],
  UserPhoneTypes: [
    ...rows({ home: 'Home', mobile: 'Mobile', office: 'Office' }),
    ...rows({ office_fax: 'Office fax' }, people),
    ...rows(
      {
        claim_phone: 'Claim phone',
        claim_fax: 'Claim fax',
        order_fax: 'Order fax',
        payment_phone: 'Payment phone',
        payment_fax: 'Payment fax',
        returns_phone: 'Returns phone',
        returns_fax: 'Returns fax',
      },
      ['CONTACT'],
    ),
  ],
  NoteTypes: rows({
    POPUP: 'General',
    CIRCULATION: 'Circulation',
    LIBRARY: 'Library',
    ADDRESS: 'Address',
    BARCODE: 'Barcode',
    REGISTRAR: 'Registrar',
    ERP: 'ERP',
    OTHER: 'Other',
  }),
  UserBlockTypes: rows({ GENERAL: 'General', LOAN: 'Loan', CASH: 'Cash', CONSORTIAL: 'Consortial block' }),
  UserBlockDescription: [
    block('01-LOST', 'Card reported lost', '01'),
    block('02-GLOBAL', 'Privileges suspended', '03'),
    block('03-ADDRESS', 'Mail returned, address needed', '01'),
    block('06-LOCAL', 'See the desk manager', '01'),
  ],
  RequestCancellationReasons: rows({
    CancelledAtPatronRequest: 'Cancelled at patron’s request',
    PatronNotInterested: 'Patron not interested',
    RequestedMaterialCannotBeLocated: 'Requested material cannot be located',
  }),
  UserStatCategories: [],
  UserStatisticalTypes: [],
  LibraryNoticesOptInDisplay: [],
  ...feeCodeTables,
}
