/** The invented university of the demo. Names and codes belong to no real institution. */
export const institution = {
  code: '01NLU_INST',
  name: 'Northlake University Libraries',
  time_zone: 'America/Chicago',
  currency: 'USD',
  default_language: 'en',
  email_domain: 'northlake.example.edu',
  email_domain_students: 'students.northlake.example.edu',
  web_site_url: 'https://library.northlake.example.edu',
} as const

/** The student system; its code is the `external_id` of every user that it owns. */
export const sisProfile = {
  code: 'SIS',
  name: 'Northlake Student Information System',
  record_type: 'PUBLIC',
  match_identifier: 'PRIMARY_ID',
} as const

export const campuses = [
  { code: 'NORTH', label: 'North Campus' },
  { code: 'LAKESIDE', label: 'Lakeside Health Campus' },
  { code: 'ONLINE', label: 'Northlake Online' },
] as const

export const libraries = [
  { code: 'MAIN', label: 'Hartwell Main Library', campus: 'NORTH' },
  { code: 'SCI', label: 'Science & Engineering Library', campus: 'NORTH' },
  { code: 'HEALTH', label: 'Lakeside Health Sciences Library', campus: 'LAKESIDE' },
] as const

export const circulationDesks = [
  { code: 'MAIN_CIRC', label: 'Main Circulation Desk', library: 'MAIN' },
  { code: 'MAIN_RES', label: 'Main Course Reserves Desk', library: 'MAIN' },
  { code: 'SCI_CIRC', label: 'Science Service Point', library: 'SCI' },
  { code: 'HEALTH_CIRC', label: 'Health Sciences Desk', library: 'HEALTH' },
] as const

export const serviceUnits = [
  { code: 'MAIN_ACQ', label: 'Acquisitions Department', library: 'MAIN' },
  { code: 'SCI_BIND', label: 'Science Bindery', library: 'SCI' },
] as const

/** The consortium and the other members that lend to Northlake's people. */
export const network = {
  code: '01PLC_NETWORK',
  name: 'Prairie & Lakes Library Consortium',
  members: [
    { code: '01EBU_INST', name: 'Eastbrook University', email_domain: 'eastbrook.example.edu' },
    { code: '01SVC_INST', name: 'Silver Valley College', email_domain: 'silvervalley.example.edu' },
    { code: '01HTI_INST', name: 'Harfield Technical Institute', email_domain: 'harfield.example.edu' },
    { code: '01MSU_INST', name: 'Marrow State University', email_domain: 'marrowstate.example.edu' },
    { code: '01OPL_INST', name: 'Orchard Point Public Library', email_domain: 'orchardpoint.example.org' },
  ],
} as const

type RecordType = 'PUBLIC' | 'STAFF' | 'CONTACT'

type UserGroup = {
  code: string
  label: string
  record_types: readonly RecordType[]
  /** Days from the expiry date to the purge date. */
  purge_after_days: number
}

export const userGroups: readonly UserGroup[] = [
  { code: 'UNDERGRAD', label: 'Undergraduate student', record_types: ['PUBLIC'], purge_after_days: 365 },
  { code: 'GRAD', label: 'Graduate student', record_types: ['PUBLIC'], purge_after_days: 365 },
  { code: 'FACULTY', label: 'Faculty', record_types: ['PUBLIC', 'STAFF'], purge_after_days: 730 },
  { code: 'STAFF', label: 'University staff', record_types: ['PUBLIC', 'STAFF'], purge_after_days: 365 },
  { code: 'ALUMNI', label: 'Alumni', record_types: ['PUBLIC'], purge_after_days: 180 },
  { code: 'VISITOR', label: 'Visiting scholar', record_types: ['PUBLIC'], purge_after_days: 90 },
  { code: 'COURTESY', label: 'Courtesy borrower', record_types: ['PUBLIC'], purge_after_days: 180 },
  { code: 'LINKED', label: 'Partner library patron', record_types: ['PUBLIC'], purge_after_days: 90 },
  { code: 'TEST', label: 'Test account', record_types: ['PUBLIC', 'STAFF'], purge_after_days: 30 },
  { code: 'PURGE', label: 'OK to Purge', record_types: ['PUBLIC', 'STAFF'], purge_after_days: 0 },
]
