/** Keys of objects in the order in which they were recorded (facts: alma-api §§1 to 3). */
export const userKeys = [
  ...['record_type', 'primary_id', 'first_name', 'middle_name', 'last_name', 'full_name', 'user_title'],
  ...['job_category', 'job_description', 'gender', 'user_group', 'campus_code', 'web_site_url'],
  ...['cataloger_level', 'preferred_language', 'birth_date', 'expiry_date', 'purge_date', 'account_type'],
  ...[
    'external_id',
    'password',
    'force_password_change',
    'status',
    'status_date',
    'requests',
    'loans',
    'fees',
  ],
  ...['contact_info', 'pref_first_name', 'pref_middle_name', 'pref_last_name', 'pref_name_suffix'],
  ...['is_researcher', 'researcher', 'link', 'user_identifier', 'user_role', 'user_block', 'user_note'],
  ...['user_statistic', 'proxy_for_user', 'linking_id'],
]

/** What is not there where there is nothing. */
const dates = ['birth_date', 'expiry_date', 'purge_date']
export const undatedUserKeys = userKeys.filter(key => !dates.includes(key))

export const briefUserKeys = userKeys.filter(
  key => !['user_role', 'user_block', 'user_note', 'proxy_for_user'].includes(key),
)

export const feeKeys = [
  ...['id', 'type', 'status', 'user_primary_id', 'balance', 'remaining_vat_amount', 'original_amount'],
  ...['original_vat_amount', 'creation_time', 'status_time', 'comment', 'owner', 'title', 'barcode', 'link'],
]
export const paidFeeKeys = feeKeys.flatMap(key => (key === 'link' ? ['transaction', key] : [key]))

export const loanKeys = [
  ...['loan_id', 'circ_desk', 'library', 'user_id', 'item_barcode', 'due_date', 'loan_status', 'loan_date'],
  ...['process_status', 'mms_id', 'holding_id', 'item_id', 'title', 'author', 'description'],
  ...['publication_year', 'location_code', 'item_policy', 'call_number', 'loan_fine', 'renewable'],
  'last_renew_status',
]
export const renewedLoanKeys = loanKeys.flatMap(key =>
  key === 'last_renew_status' ? ['last_renew_date', key] : [key],
)

export const requestKeys = [
  ...['user_primary_id', 'request_id', 'request_type', 'request_sub_type', 'mms_id', 'item_id', 'title'],
  ...['author', 'description', 'pickup_location', 'pickup_location_type', 'pickup_location_library'],
  ...['managed_by_library', 'managed_by_circulation_desk', 'managed_by_library_code'],
  ...['managed_by_circulation_desk_code', 'material_type', 'volume', 'issue', 'part', 'date_of_publication'],
  ...['comment', 'request_status', 'place_in_queue', 'request_date', 'request_time', 'barcode'],
]

export const setKeys = [
  ...['link', 'id', 'name', 'description', 'type', 'content', 'private', 'status', 'status_date', 'note'],
  ...['created_by', 'created_date', 'number_of_members', 'origin'],
]
export const logicalSetKeys = setKeys.flatMap(key => (key === 'created_date' ? [key, 'query'] : [key]))

export const jobKeys = [
  ...['link', 'id', 'name', 'description', 'type', 'category', 'content', 'schedule', 'creator', 'parameter'],
]
export const instanceKeys = [
  ...['link', 'id', 'external_id', 'name', 'submitted_by', 'submit_time', 'start_time', 'end_time'],
  ...['progress', 'status', 'status_date', 'alert', 'counter', 'action', 'job_info'],
]

export const attachmentKeys = [
  ...['id', 'type', 'note', 'file_name', 'size', 'content_type', 'created_by', 'created_date'],
]

export const codeTableKeys = [
  ...['name', 'description', 'sub_system', 'patron_facing', 'updated_by', 'language', 'scope', 'row'],
]
export const libraryKeys = [
  ...['link', 'code', 'id', 'path', 'name', 'description', 'resource_sharing', 'campus', 'proxy'],
  ...['default_location', 'number_of_locations', 'number_of_circ_desks'],
]
export const deskKeys = [
  ...['link', 'code', 'name', 'description', 'primary', 'reading_room_desk', 'has_hold_shelf'],
  ...['supports_registering_new_users', 'accept_cash', 'location'],
]
export const departmentKeys = [
  ...['code', 'name', 'description', 'type', 'work_days', 'printer', 'owner', 'served_library'],
  ...['contact_info', 'operator', 'circ_desk'],
]
export const letterKeys = [
  ...['code', 'enabled', 'name', 'description', 'channel', 'retention_period', 'customized', 'patron_facing'],
]
