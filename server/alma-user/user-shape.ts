/**
 * Keys of the user object in Alma's order: fields of the record by their names, what stands there always as it is, and what
 * is put together. Some programs replace parts of the text, so that the order belongs to the contract.
 */
export const userShape = [
  'record_type',
  'primary_id',
  'first_name',
  'middle_name',
  'last_name',
  'full_name',
  'user_title',
  'job_category',
  'job_description',
  'gender',
  'user_group',
  'campus_code',
  'web_site_url',
  'cataloger_level',
  'preferred_language',
  'birth_date',
  'expiry_date',
  'purge_date',
  'account_type',
  'external_id',
  'password',
  'force_password_change',
  'status',
  'status_date',
  'last_patron_activity_date',
  'requests',
  'loans',
  'fees',
  'contact_info',
  'pref_first_name',
  'pref_middle_name',
  'pref_last_name',
  'pref_name_suffix',
  'is_researcher',
  'researcher',
  'link',
  'user_identifier',
  'user_role',
  'user_block',
  'user_note',
  'user_statistic',
  'proxy_for_user',
  'rs_library',
  'library_notice',
] as const

export type ShapeKey = (typeof userShape)[number]

/** What Alma never tells, and what Carrel does not have. */
export const constants: Readonly<Partial<Record<ShapeKey, string | null>>> = {
  password: '',
  force_password_change: '',
  requests: null,
  loans: null,
  fees: null,
  pref_name_suffix: '',
  researcher: null,
  link: null,
}

/** Lists of codes: our field, and whether each code has a value of its own. They are left out when they are empty. */
export const codeLists = { rs_library: 'rs_libraries', library_notice: 'library_notices' } as const

/** Read, never told: an empty one therefore says nothing. */
export const inputOnly: ReadonlySet<string> = new Set(['pin_number', 'force_password_change'])

/** How an empty code is told where it is not '': no campus is null, and everybody has a level as a cataloguer (facts: alma-api §1.3). */
export const emptyCodes: Readonly<Record<string, string | null>> = {
  campus_code: null,
  cataloger_level: '00',
}
