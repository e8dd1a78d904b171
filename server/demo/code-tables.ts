import type { CodeTables } from '../institutions/code-tables.ts'
import { defaultCodeTables, socialTypes } from '../institutions/default-code-tables.ts'
import { feeCodeTables } from '../institutions/fee-codes.ts'
import { blockDefinitions } from './block-definitions.ts'
import { campuses, circulationDesks, libraries, serviceUnits, userGroups } from './institution.ts'
import { statisticalCategories, statisticalTypes } from './statistics-codes.ts'

type CodeRow = { code: string; label: string }

const codeAndLabel = ({ code, label }: CodeRow): CodeRow => ({ code, label })

const rows = (table: Record<string, string>): CodeRow[] =>
  Object.entries(table).map(([code, label]) => ({ code, label }))

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

/** VAT is added to it, and it is not waived: somebody else's bill is paid with it. */
const documentDelivery = {
  code: 'DOCUMENTDELIVERYSERVICE',
  label: 'Document delivery',
  details: { waiveable: false, manual: true, owner: 'INSTITUTION', vat_percent: 7.5 },
}

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

/** Every code table of the demo under Alma's table name: what every institution starts with, and its own codes. */
export const codeTables: CodeTables = {
  ...defaultCodeTables,
  UserGroups: userGroups.map(codeAndLabel),
  JobTitles: jobTitles,
  UserTitles: [...defaultCodeTables['UserTitles']!, ...rows({ REV: 'Rev.' })],
  UserPreferredLanguage: languages,
  CatalogerLevel: rows({
    '00': '[00] Default Level',
    '20': '[20] Cataloging Assistant',
    '40': '[40] Cataloger',
    '60': '[60] Senior Cataloger',
    '90': '[90] Authority Cataloger',
  }),
  Campuses: campuses.map(codeAndLabel),
  Libraries: libraries.map(codeAndLabel),
  CircDesks: circulationDesks.map(({ code, label, library }) => ({ code, label, details: { library } })),
  ServiceUnits: serviceUnits.map(({ code, label, library }) => ({ code, label, details: { library } })),
  UserIdentifierTypes: [
    ...rows({
      BARCODE: 'Barcode',
      UNIV_ID: 'University ID card number',
      NET_ID: 'Network ID',
      INST_ID: 'Institution ID',
      LEGACY_ID: 'Former system ID',
    }),
    ...socialTypes,
  ],
  UserBlockDescription: blockDefinitions.map(codeAndLabel),
  UserStatCategories: statisticalCategories.map(codeAndLabel),
  UserStatisticalTypes: statisticalTypes.map(codeAndLabel),
  LibraryNoticesOptInDisplay: rows({
    FulUserBorrowingActivityLetter: 'Borrowing activity letter',
    FulUserLoansCourtesyLetter: 'Courtesy letter',
    FulOverdueAndLostLoanNotificationLetter: 'Overdue notice',
  }),
  'HFrUserFinesFees.fineFeeType': [...feeCodeTables['HFrUserFinesFees.fineFeeType'], documentDelivery],
  FineFeeTransactionReason: waiveReasons,
  RequestCancellationReasons: rows({
    PatronNotInterested: 'Patron not interested',
    RequestedMaterialCannotBeLocated: 'Requested material cannot be located',
    UserDeleted: 'User was removed',
  }),
}
