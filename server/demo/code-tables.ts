import { countries } from '../institutions/countries.ts'
import { blockDefinitions } from './block-definitions.ts'
import { campuses, circulationDesks, libraries, userGroups } from './institution.ts'
import { statisticalCategories, statisticalTypes } from './statistics-codes.ts'

type CodeRow = { code: string; label: string }

const codeAndLabel = ({ code, label }: CodeRow): CodeRow => ({ code, label })

const rows = (table: Record<string, string>): CodeRow[] =>
  Object.entries(table).map(([code, label]) => ({ code, label }))

/** The eight note types of Alma with their codes; `POPUP` is the one that reads General. */
const noteTypes = rows({
  POPUP: 'General',
  CIRCULATION: 'Circulation',
  LIBRARY: 'Library',
  ADDRESS: 'Address',
  BARCODE: 'Barcode',
  REGISTRAR: 'Registrar',
  ERP: 'ERP',
  OTHER: 'Other',
})

const jobTitles = rows({
  CATALOGER: 'Cataloger',
  CIRC_DESK: 'Circulation desk',
  ACQUISITIONS: 'Acquisitions',
  REFERENCE: 'Reference librarian',
  USER_SERVICES: 'User services',
  SYSTEMS: 'Library systems',
  ADMINISTRATION: 'Library administration',
  RESOURCE_SHARING: 'Resource sharing',
  STUDENT_ASSISTANT: 'Student assistant',
})

const contactCommon = { claim: 'Claim', order: 'Order', payment: 'Payment', returns: 'Returns' }

const feeTypes = rows({
  OVERDUEFINE: 'Overdue fine',
  RECALLEDOVERDUEFINE: 'Recalled overdue fine',
  LOSTITEMREPLACEMENTFEE: 'Lost item replacement fee',
  LOSTITEMPROCESSFEE: 'Lost item process fee',
  DAMAGEDITEMFINE: 'Damaged item fine',
  RENEWFEE: 'Renew fee',
  LIBRARYCARDREPLACEMENT: 'Library card replacement',
  CREDIT: 'Credit',
  OTHER: 'Other',
})

const waiveReasons = rows({
  BELOW_THRESHOLD: 'Amount not worth collecting',
  STAFF_ERROR: 'Library error',
  GOODWILL: 'Goodwill',
  HARDSHIP: 'Hardship or illness',
  ITEM_FOUND: 'Item found on shelf',
  LEFT_UNIVERSITY: 'Left the university',
  DECEASED: 'Deceased',
})

const languages = rows({
  en: 'English',
  es: 'Spanish',
  fr: 'French',
  de: 'German',
  pt: 'Portuguese',
  ar: 'Arabic',
  he: 'Hebrew',
  zh: 'Chinese',
  ja: 'Japanese',
  ko: 'Korean',
  ru: 'Russian',
  uk: 'Ukrainian',
  el: 'Greek',
  vi: 'Vietnamese',
})

/** Every code table of the demo under Alma's table name; each row is a code and its English label. */
export const codeTables: Record<string, readonly CodeRow[]> = {
  AddNewUserOptions: rows({ PUBLIC: 'Public', STAFF: 'Staff', CONTACT: 'Contact' }),
  UserUserType: rows({
    INTERNAL: 'Internal',
    EXTERNAL: 'External',
    INTEXTAUTH: 'Internal with external authentication',
  }),
  ContentStructureStatus: rows({ ACTIVE: 'Active', INACTIVE: 'Inactive', DELETED: 'Deleted' }),
  UserGroups: userGroups.map(codeAndLabel),
  JobTitles: jobTitles,
  UserTitles: rows({ MR: 'Mr.', MS: 'Ms.', MRS: 'Mrs.', MX: 'Mx.', DR: 'Dr.', PROF: 'Prof.', REV: 'Rev.' }),
  Genders: rows({ FEMALE: 'Female', MALE: 'Male', NONBINARY: 'Non-binary', OTHER: 'Other' }),
  UserPreferredLanguage: languages,
  CatalogerLevel: rows({
    '00': '[00] Default Level',
    '20': '[20] Cataloging Assistant',
    '40': '[40] Cataloger',
    '60': '[60] Senior Cataloger',
    '90': '[90] Authority Cataloger',
  }),
  CountryCodes: countries,
  Campuses: campuses.map(codeAndLabel),
  Libraries: libraries.map(codeAndLabel),
  CircDesks: circulationDesks.map(codeAndLabel),
  UserIdentifierTypes: rows({
    BARCODE: 'Barcode',
    UNIV_ID: 'University ID card number',
    NET_ID: 'Network ID',
    INST_ID: 'Institution ID',
    LEGACY_ID: 'Former system ID',
  }),
  UserAddressTypes: rows({
    home: 'Home',
    work: 'Work',
    school: 'School',
    alternative: 'Alternative',
    ...contactCommon,
  }),
  UserEmailTypes: rows({
    personal: 'Personal',
    work: 'Work',
    school: 'School',
    alternative: 'Alternative',
    ...contactCommon,
  }),
  UserPhoneTypes: rows({ home: 'Home', mobile: 'Mobile', office: 'Office' }),
  UserBlockTypes: rows({ GENERAL: 'General', LOAN: 'Loan', CASH: 'Cash', CONSORTIAL: 'Consortial block' }),
  UserBlockDescription: blockDefinitions.map(codeAndLabel),
  NoteTypes: noteTypes,
  UserStatCategories: statisticalCategories.map(codeAndLabel),
  UserStatisticalTypes: statisticalTypes.map(codeAndLabel),
  UserRoleStatus: rows({ ACTIVE: 'Active', INACTIVE: 'Inactive' }),
  LibraryNoticesOptInDisplay: rows({
    FulUserBorrowingActivityLetter: 'Borrowing activity letter',
    FulUserLoansCourtesyLetter: 'Courtesy letter',
    FulOverdueAndLostLoanNotificationLetter: 'Overdue notice',
  }),
  'HFrUserFinesFees.fineFeeType': feeTypes,
  'HFrUserFinesFees.fineFeeStatus': rows({
    ACTIVE: 'Active',
    INDISPUTE: 'In dispute',
    EXPORTED: 'Transferred',
    CLOSED: 'Closed',
  }),
  FineFeeTransactionReason: waiveReasons,
  PaymentMethod: rows({ CASH: 'Cash', CREDIT_CARD: 'Credit card', ONLINE: 'Online' }),
  RequestCancellationReasons: rows({
    PatronNotInterested: 'Patron not interested',
    RequestedMaterialCannotBeLocated: 'Requested material cannot be located',
    UserDeleted: 'User was removed',
  }),
}
