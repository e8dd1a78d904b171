// Role codes as in Alma.
const roleCodes: Readonly<Record<string, string>> = {
  userManager: '21',
  systemAdministrator: '26',
  deskOperator: '32',
  receivingOperator: '37',
  fulfillmentServicesOperator: '38',
  invoiceOperator: '43',
  selector: '46',
  userAdministrator: '50',
  requestsOperator: '51',
  fulfillmentAdministrator: '52',
  purchasingOperator: '54',
  purchasingManager: '55',
  letterAdministrator: '57',
  patron: '200',
  cataloger: '204',
  catalogManager: '206',
  physicalInventoryOperator: '210',
  fulfillmentServicesManager: '215',
  designsAnalytics: '220',
  deskManager: '221',
  courseReservesManager: '231',
  apiUsersRead: '233',
  apiUsersWrite: '234',
  resourceSharingPartnersManager: '239',
}

export type RoleGrant = {
  role_type: string /** Desk or library; null for the institution. */
  place: string | null
}

export type StaffAccount = {
  id: string
  first: string
  last: string
  job: string | null
  title: string | null
  purpose: 'PERSON' | 'SHARED' | 'SERVICE' | 'TEST' | 'IMPLEMENTATION'
  /** Days since the last sign-in; null means never. */
  lastLogin: number | null
  /** Days from today; negative is past, null means no date. */
  expiry: number | null
  purge: number | null
  isInactive: boolean
  hasRolesDisabled: boolean
  grants: readonly RoleGrant[]
}

/**
 * One account a line: id | first | last | job category | description | purpose | days since last sign-in |
 * days to expiry | days to purge | switched off: account or roles | roles, each with `@` and its desk or library.
 */
const table = `
admin|Carrel|Administrator|SYSTEMS||SERVICE|0||||userAdministrator systemAdministrator
carli_support|Consortium|Support|||SERVICE|||||userAdministrator systemAdministrator
carli_reports|Consortium|Reports|||SERVICE|210||||designsAnalytics
exl_impl|Vendor|Implementation|||SERVICE|88||||systemAdministrator
exl_api|Vendor|API|||SERVICE|||||apiUsersRead apiUsersWrite
rialto_setup|Rialto|Setup|||SERVICE|||||purchasingManager
leganto_guest|Leganto|Guest|||SERVICE|||||
mreyes|María|Reyes|USER_SERVICES|Head of User Services|PERSON|0||||userAdministrator fulfillmentAdministrator patron
tokafor|Tobenna|Okafor|USER_SERVICES|Patron Records Manager|PERSON|1||||userManager patron
jlindqvist|Johan|Lindqvist|USER_SERVICES|User Manager, Sciences|PERSON|3||||userManager@SCI patron
rhaddad|رنا|حداد|CIRC_DESK|Desk Manager, Main|PERSON|0||||deskManager@MAIN_CIRC deskManager@MAIN_RES patron
dwhitfield|Darnell|Whitfield|CIRC_DESK|Desk Manager, Sciences|PERSON|2||||deskManager@SCI_CIRC
znowak|Zuzanna|Nowak-Ó Briain|CIRC_DESK|Desk Manager, Health|PERSON|6||||deskManager@HEALTH_CIRC
ktanaka|健太|田中|CIRC_DESK||PERSON|0||||deskOperator@MAIN_CIRC patron
bvandijk|Bram|van Dijk|CIRC_DESK||PERSON|1||||deskOperator@MAIN_CIRC deskOperator@MAIN_RES
sfernandes|Sílvia|D'Souza Fernandes|CIRC_DESK||PERSON|4||||deskOperator@SCI_CIRC
npapadopoulou|Νίκη|Παπαδοπούλου|CIRC_DESK||PERSON|9||||deskOperator@HEALTH_CIRC requestsOperator@HEALTH_CIRC
studentone|Imani|Brooks|STUDENT_ASSISTANT||PERSON|1|180|545||deskOperator@MAIN_CIRC
studenttwo|Minh|Đặng|STUDENT_ASSISTANT||PERSON|12|180|545||deskOperator@SCI_CIRC
lsorensen|Liv|Sørensen|CIRC_DESK|Information desk|PERSON|2||||fulfillmentServicesOperator patron
amehta|Anjali|Mehta|RESOURCE_SHARING||PERSON|1||||fulfillmentServicesManager resourceSharingPartnersManager
cdubois|Chloé|Dubois|CIRC_DESK|Course reserves|PERSON|34||||courseReservesManager patron
ypetrenko|Ярослав|Петренко|SYSTEMS|Systems Librarian|PERSON|0||||systemAdministrator letterAdministrator
hkim|Hye-jin|Kim|CATALOGER||PERSON|0||||cataloger physicalInventoryOperator
gwalker|Grace|Walker|CATALOGER|Head of Cataloging|PERSON|5||||catalogManager cataloger physicalInventoryOperator
eromano|Enzo|Romano|ACQUISITIONS||PERSON|2||||purchasingOperator receivingOperator invoiceOperator
fozturk|Figen|Öztürk|ACQUISITIONS|Head of Acquisitions|PERSON|1||||purchasingManager selector
prao|Padma|Rao|REFERENCE|Subject Librarian|PERSON|71||||selector patron
qabernathy|Quentin|Abernathy-Vance|ADMINISTRATION|University Librarian|PERSON|||||designsAnalytics patron
washworth|Walter|Ashworth|USER_SERVICES|Retired|PERSON|640|-420|-55||userAdministrator
kcole|Keisha|Cole|CIRC_DESK||PERSON|330|-300|||deskOperator@MAIN_CIRC
tacuna|Tomás|Acuña|STUDENT_ASSISTANT||PERSON|500|-480|-115||deskOperator@HEALTH_CIRC
ntran|Ngọc|Trần|STUDENT_ASSISTANT||PERSON||-240|-1||deskOperator@SCI_CIRC patron
rmiller|Ruth|Miller|CATALOGER||PERSON|900|-700|-335|account|cataloger
ihrebicek|Ivo|Hřebíček|ACQUISITIONS|Contractor|PERSON|||||invoiceOperator
bpark|Bo|Park|CIRC_DESK|On leave|PERSON|260|||roles|deskOperator@MAIN_CIRC requestsOperator@MAIN_CIRC
main_desk|Main|Desk|CIRC_DESK|Shared account|SHARED|0||||deskOperator@MAIN_CIRC
night_desk|Night|Desk|CIRC_DESK|Shared account|SHARED|150||||deskOperator@MAIN_RES
test_circ|Test|Circulation|||TEST|410||||deskOperator@MAIN_CIRC deskOperator@MAIN_CIRC deskManager@MAIN
test_usermanager|Test|User Manager|||TEST|||||userManager
test_expired|Test|Expired|||TEST||-60|-30||patron
reading_list_training|Reading List|Training|||IMPLEMENTATION|720||||courseReservesManager
discovery_setup|Discovery|Setup|||IMPLEMENTATION|||||systemAdministrator`

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

const days = (text: string | undefined): number | null => (orNull(text) === null ? null : Number(text))

const grant = (text: string): RoleGrant => {
  const [name = '', place] = text.split('@')
  const code = roleCodes[name]
  if (code === undefined) throw new Error(`There is no role "${name}" among the demo's role codes.`)
  return { role_type: code, place: orNull(place) }
}

const account = (line: string): StaffAccount => {
  const [id = '', first = '', last = '', job, title, purpose, lastLogin, expiry, purge, off, grants = ''] =
    line.split('|')
  return {
    id,
    first,
    last,
    job: orNull(job),
    title: orNull(title),
    purpose: purpose as StaffAccount['purpose'],
    lastLogin: days(lastLogin),
    expiry: days(expiry),
    purge: days(purge),
    isInactive: off === 'account',
    hasRolesDisabled: off === 'roles',
    grants: grants.split(' ').filter(Boolean).map(grant),
  }
}

/**
 * The internal accounts of the library: services that nobody may touch, the people of user services and the back
 * office, people who left, and shared, test and set-up accounts that nobody needs.
 */
export const staffAccounts: readonly StaffAccount[] = table.trim().split('\n').map(account)
