// Written by `npm run types` from the migrations.
import type { ColumnType, GeneratedAlways } from 'kysely'

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined }

/** Written as text from JSON.stringify: the driver would turn a JavaScript array into a PostgreSQL array. */
export type Json = ColumnType<JsonValue, string, string>

export type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface AccessReviewTable {
  institution_id: number
  review_id: Generated<number>
  name: string
  population: Json
  left_out: Generated<number>
  due_on: string
  created_by: string
  created_at: Timestamp
  closed_by: string | null
  closed_at: Timestamp | null
  task_id: number | null
}

export interface AccessReviewItemTable {
  institution_id: number
  item_id: Generated<number>
  review_id: number
  user_id: number | null
  primary_id: string | null
  name: string | null
  roles: Json
  last_login_at: Timestamp | null
  decision: string | null
  note: string | null
  decided_by: string | null
  decided_by_user_id: number | null
  decided_at: Timestamp | null
}

export interface AccessReviewReviewerTable {
  institution_id: number
  review_id: number
  user_id: number
  notified_at: Timestamp | null
  reminded_for: string | null
}

export interface ApiKeyTable {
  institution_id: number
  api_key_id: Generated<number>
  name: string
  description: string
  key_hash: Buffer
  hint: string
  areas: Json
  address_ranges: string[]
  expiry_date: string | null
  is_active: boolean
  created_by: string
  created_at: Timestamp
  last_used_at: Timestamp | null
  last_used_from: string | null
}

export interface ApiUsageTable {
  institution_id: number
  day: string
  calls: number
}

export interface AssignmentRuleTable {
  institution_id: number
  rule_id: Generated<number>
  kind: string
  position: number
  name: string
  is_enabled: Generated<boolean>
  conditions: Json
  chosen: string[]
}

export interface ChangeSetTable {
  institution_id: number
  change_set_id: Generated<number>
  at: Timestamp
  actor_kind: string
  actor_id: string | null
  actor_name: string
  source: string
  reason: string | null
  task_id: number | null
}

export interface CodeValueTable {
  institution_id: number
  table_name: string
  code: string
  label: string
  position: Generated<number>
  is_enabled: Generated<boolean>
  is_default: Generated<boolean>
  details: Generated<Json>
}

export interface CredentialTable {
  institution_id: number
  user_id: number
  password_hash: string | null
  failed_attempts: Generated<number>
  locked_until: Timestamp | null
  last_login_at: Timestamp | null
}

export interface EnrolmentRowTable {
  institution_id: number
  task_id: number
  file_row: number
  identifier: string
  course: Json
  problems: Json
}

export interface FeeTable {
  institution_id: number
  fee_id: Generated<number>
  user_id: number | null
  fee_type: string
  status: Generated<string>
  original_amount: string
  balance: string
  comment: string | null
  title: string | null
  item_barcode: string | null
  owner: string | null
  user_group: string | null
  created_at: Timestamp
  status_at: Timestamp
  original_vat: Generated<string>
  loan_id: number | null
  bursar_transaction_id: string | null
  vat_balance: GeneratedAlways<string>
}

export interface FeeTransactionTable {
  institution_id: number
  fee_id: number
  transaction_id: Generated<number>
  kind: string
  amount: string
  reason: string | null
  comment: string | null
  created_by: string
  created_at: Timestamp
  vat_amount: Generated<string>
  payment_method: string | null
  external_transaction_id: string | null
  desk: string | null
}

export interface HistoryRetentionTable {
  institution_id: number
  ran_at: Timestamp
  kept_from: Timestamp
}

export interface InstitutionTable {
  institution_id: Generated<number>
  code: string
  name: string
  time_zone: Generated<string>
  currency: Generated<string>
  settings: Generated<Json>
  created_at: Generated<Timestamp>
}

export interface ItemTable {
  institution_id: number
  item_id: Generated<number>
  barcode: string
  title: string
  author: string | null
  call_number: string | null
  description: string | null
  mms_id: string | null
  holding_id: string | null
  location: string | null
  policy: string | null
  library: string
  status: Generated<string>
  partner: string | null
}

export interface LetterOutboxTable {
  institution_id: number
  letter_id: Generated<number>
  user_id: number | null
  letter: string
  language: string
  sender: string | null
  recipient_name: string
  recipient: string
  cc: Generated<string[]>
  subject: string
  html: string
  text: string
  status: Generated<string>
  attempts: Generated<number>
  next_attempt_at: Timestamp | null
  last_error: string | null
  created_by: string
  created_at: Timestamp
  sent_at: Timestamp | null
  from_address: string | null
  is_personal: Generated<boolean>
  files: Generated<Json>
}

export interface LetterSettingTable {
  institution_id: number
  letter: string
  is_enabled: Generated<boolean>
  retention_days: number | null
  words: Generated<Json>
}

export interface LibraryTable {
  institution_id: number
  code: string
  name: string
  is_resource_sharing: Generated<boolean>
}

export interface LoanTable {
  institution_id: number
  loan_id: Generated<number>
  user_id: number | null
  item_barcode: string
  title: string | null
  library: string | null
  loaned_at: Timestamp
  due_at: Timestamp
  returned_at: Timestamp | null
  user_group: string | null
  item_id: number | null
  author: string | null
  desk: string | null
  lent_by: string | null
  proxy_id: number | null
  is_shared: Generated<boolean>
  process_status: Generated<string>
  renewals: Generated<number>
  renewed_at: Timestamp | null
  recalled_at: Timestamp | null
  return_desk: string | null
  returned_by: string | null
}

export interface MigrationTable {
  name: string
  checksum: string
  applied_at: Generated<Timestamp>
}

export interface OpenedUserTable {
  institution_id: number
  staff_id: number
  user_id: number
  opened_at: Timestamp
}

export interface PasswordResetRequestTable {
  institution_id: number
  name: string
  requested_at: Timestamp
}

export interface PinFailureTable {
  institution_id: number
  user_id: number
  failed_attempts: Generated<number>
  locked_until: Timestamp | null
}

export interface PurgedUserTable {
  institution_id: number
  user_id: number
  task_id: number | null
  purged_at: Timestamp
  purged_by: string
  primary_id: string | null
  record_type: string | null
  user_group: string | null
  job_category: string | null
  campus_code: string | null
  statistics: Json | null
  restored_at: Timestamp | null
}

export interface RecordReadTable {
  institution_id: number
  user_id: number
  staff_id: number
  hour: Timestamp
  staff_name: string
  read_at: Timestamp
}

export interface RecoveryCodeTable {
  institution_id: number
  user_id: number
  code_hash: Buffer
}

export interface RegistrationTermsTable {
  institution_id: number
  code: string
  name: string
  content: Json
}

export interface RequestTable {
  institution_id: number
  request_id: Generated<number>
  user_id: number | null
  kind: string
  status: string
  title: string | null
  library: string | null
  user_group: string | null
  created_at: Timestamp
  item_id: number | null
  item_barcode: string | null
  author: string | null
  comment: string | null
  proxy_id: number | null
  is_shared: Generated<boolean>
  pickup_library: string | null
  expires_on: string | null
  shelved_at: Timestamp | null
  shelf_until: string | null
  placed_by: string | null
  closed_at: Timestamp | null
  closed_by: string | null
  cancel_reason: string | null
}

export interface RoleProfileTable {
  institution_id: number
  code: string
  name: string
  content: Json
}

export interface SavedSearchTable {
  institution_id: number
  search_id: Generated<number>
  user_id: number | null
  name: string
  is_shared: Generated<boolean>
  search: Json
  columns: Json
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface SeatCountTable {
  institution_id: number
  day: string
  seats: number
}

export interface SecondFactorTable {
  institution_id: number
  user_id: number
  secret: Buffer | null
  pending_secret: Buffer | null
  confirmed_at: Timestamp | null
  last_step: Generated<number>
  failed_attempts: Generated<number>
  locked_until: Timestamp | null
}

export interface SessionTable {
  institution_id: number
  token_hash: Buffer
  user_id: number
  created_at: Timestamp
  last_seen_at: Timestamp
  expires_at: Timestamp
  session_id: Generated<number>
  browser: string | null
  address: string | null
  simulates: number | null
}

export interface SettingsHistoryTable {
  institution_id: number
  settings_history_id: Generated<number>
  at: Timestamp
  actor_kind: string
  actor_id: string | null
  actor_name: string
  key: string
  old: Json | null
  new: Json | null
}

export interface SetupLinkTable {
  institution_id: number
  token_hash: Buffer
  created_at: Timestamp
  used_at: Timestamp | null
}

export interface SignInAttemptTable {
  institution_id: number
  state_hash: Buffer
  browser_hash: Buffer
  profile_id: number
  next: string
  invitation_hash: Buffer | null
  subject: string | null
  expires_at: Timestamp
}

export interface SignInEventTable {
  institution_id: number
  sign_in_event_id: GeneratedAlways<number>
  at: Timestamp
  user_id: number
  is_successful: boolean
  address: string | null
  browser: string | null
}

export interface SignInProfileTable {
  institution_id: number
  profile_id: Generated<number>
  code: string
  name: string
  kind: string
  is_active: Generated<boolean>
  match_by: Generated<string>
  settings: Generated<Json>
  sealed_secrets: Buffer | null
  updated_by: string
  updated_at: Timestamp
}

export interface SignInTicketTable {
  institution_id: number
  token_hash: Buffer
  user_id: number
  purpose: string
  proof: string
  has_second_factor: Generated<boolean>
  created_at: Timestamp
  expires_at: Timestamp
}

export interface SisProfileTable {
  institution_id: number
  code: string
  profile: Json
}

export interface SocialInvitationTable {
  institution_id: number
  user_id: number
  token_hash: Buffer
  expires_at: Timestamp
}

export interface StoredFileTable {
  institution_id: number
  file_id: string
  user_id: number
  content: Buffer
  checked_at: Timestamp
}

export interface TaskTable {
  institution_id: number
  task_id: Generated<number>
  kind: string
  name: string
  parameters: Json
  status: string
  is_stop_requested: Generated<boolean>
  created_by: string
  created_by_user_id: number | null
  created_at: Timestamp
  confirmed_by: string | null
  confirmed_at: Timestamp | null
  started_at: Timestamp | null
  ended_at: Timestamp | null
  planned_total: Generated<number>
  planned_change: Generated<number>
  planned_keep: Generated<number>
  planned_reject: Generated<number>
  done_count: Generated<number>
  skipped_count: Generated<number>
  cursor_position: Generated<number>
  change_set_id: number | null
  undoes_task_id: number | null
  facts: Generated<Json>
  error_code: string | null
  error_message: string | null
  spares_restricted: Generated<boolean>
  confirmed_by_user_id: number | null
  notified_at: Timestamp | null
  libraries: string[] | null
}

export interface TaskOutcomeTable {
  institution_id: number
  task_id: number
  position: number
  user_id: number | null
  subject: string
  outcome: string
  reasons: Generated<string[]>
  details: Json | null
  old: Json | null
  new: Json | null
  result: string | null
  result_reasons: string[] | null
}

export interface UserAccountTable {
  institution_id: number
  user_id: Generated<number>
  revision: Generated<number>
  primary_id: string
  record_type: Generated<string>
  account_type: Generated<string>
  external_id: string | null
  status: Generated<string>
  status_date: string | null
  first_name: string | null
  middle_name: string | null
  last_name: string | null
  pref_first_name: string | null
  pref_middle_name: string | null
  pref_last_name: string | null
  user_title: string | null
  pin_number: string | null
  job_category: string | null
  job_description: string | null
  gender: string | null
  user_group: string | null
  campus_code: string | null
  web_site_url: string | null
  preferred_language: string | null
  birth_date: string | null
  expiry_date: string | null
  purge_date: string | null
  last_patron_activity_date: string | null
  rs_libraries: Json | null
  purchase_request_libraries: Json | null
  cataloger_level: string | null
  library_notices: Json | null
  is_researcher: boolean | null
  never_purge_reason: string | null
  contact: Generated<Json>
  sis_values: Json | null
  locked_fields: Json | null
  sis_fingerprint: string | null
  identifier_text: Generated<string>
  created_by: string
  created_at: Timestamp
  updated_by: string
  updated_at: Timestamp
  updated_by_task_id: number | null
  sort_name: GeneratedAlways<string>
  search_text: GeneratedAlways<string>
  password_changed_at: Timestamp | null
  source_institution_code: string | null
  source_link_id: string | null
  rs_authorized: boolean | null
  force_password_change: boolean | null
  mfa_enabled: boolean | null
  disable_login_restrictions: boolean | null
  allow_simulated_login: boolean | null
  simulated_login_at: Timestamp | null
  account_purpose: string | null
}

export interface UserAttachmentTable {
  institution_id: number
  user_id: number
  element_id: string
  file_name: string
  media_type: string | null
  size: string | null
  file_id: string | null
  file_key: string | null
  note: string | null
  owner: string | null
  created_by: string | null
  created_at: Timestamp | null
  letter_id: string | null
}

export interface UserBlockTable {
  institution_id: number
  user_id: number
  element_id: string
  block_type: string | null
  block_description: string
  status: Generated<string>
  note: string | null
  expiry_date: string | null
  owner: string | null
  external: Generated<boolean>
  created_by: string | null
  created_at: Timestamp | null
  external_owner: string | null
}

export interface UserDemeritTable {
  institution_id: number
  user_id: number
  element_id: string
  points: string
  reason: string
  given_on: string
  note: string | null
  created_by: string | null
  created_at: Timestamp | null
}

export interface UserEnrolmentTable {
  institution_id: number
  user_id: number
  element_id: string
  course_code: string
  course_name: string | null
  section: string | null
  term: string | null
  start_date: string | null
  end_date: string | null
  created_by: string | null
  created_at: Timestamp | null
  from_file: boolean | null
}

export interface UserHistoryTable {
  institution_id: number
  user_id: number
  change_set_id: number
  at: Timestamp
  revision: number
  old: Json | null
  new: Json | null
}

export interface UserIdentifierTable {
  institution_id: number
  user_id: number
  element_id: string
  id_type: string
  value: string
  value_key: string
  note: string | null
  status: Generated<string>
  external: Generated<boolean>
  created_by: string | null
  created_at: Timestamp | null
}

export interface UserLinkTable {
  institution_id: number
  link_id: Generated<number>
  user_id: number
  kind: string
  source: string
  label: string | null
  created_at: Timestamp
  status: string | null
}

export interface UserNoteTable {
  institution_id: number
  user_id: number
  element_id: string
  note_type: string
  text: string
  user_viewable: Generated<boolean>
  popup: Generated<boolean>
  owner: string | null
  external: Generated<boolean>
  created_by: string | null
  created_at: Timestamp | null
  pinned: boolean | null
}

export interface UserPictureTable {
  institution_id: number
  user_id: number
  element_id: string
  media_type: string | null
  size: string | null
  file_id: string | null
  file_key: string | null
  created_by: string | null
  created_at: Timestamp | null
}

export interface UserProxyTable {
  institution_id: number
  user_id: number
  element_id: string
  patron_id: number
  created_by: string | null
  created_at: Timestamp | null
  fulfillment: boolean | null
}

export interface UserRoleTable {
  institution_id: number
  user_id: number
  element_id: string
  role_type: string
  scope: string | null
  status: Generated<string>
  expiry_date: string | null
  parameters: Json | null
  created_by: string | null
  created_at: Timestamp | null
  profile: string | null
  status_date: string | null
}

export interface UserSetTable {
  institution_id: number
  set_id: Generated<number>
  name: string
  description: string | null
  note: string | null
  kind: string
  filter: Json | null
  is_private: Generated<boolean>
  origin: string
  created_by_user_id: number | null
  created_by: string
  created_at: Timestamp
  updated_at: Timestamp
}

export interface UserSetMemberTable {
  institution_id: number
  set_id: number
  user_id: number
}

export interface UserSetUnmatchedTable {
  institution_id: number
  set_id: number
  file_row: number
  value: string
  reason: string
}

export interface UserStatisticTable {
  institution_id: number
  user_id: number
  element_id: string
  category: string
  category_type: string | null
  note: string | null
  owner: string | null
  external: Generated<boolean>
  created_by: string | null
  created_at: Timestamp | null
}

export interface VaultEntryTable {
  institution_id: number
  user_id: number
  vault_key_id: number
  payload: Buffer
  finder: Buffer | null
}

export interface VaultKeyTable {
  institution_id: number
  vault_key_id: Generated<number>
  task_id: number | null
  wrapped_key: Buffer | null
  created_at: Timestamp
  destroy_on: string
  destroyed_at: Timestamp | null
}

export interface WebhookTable {
  institution_id: number
  webhook_id: Generated<number>
  name: string
  address: string
  sealed_secret: Buffer
  format: string
  actions: string[]
  user_groups: string[]
  is_active: Generated<boolean>
  off_reason: Generated<string | null>
  checked_at: Timestamp | null
  last_delivery_at: Timestamp | null
  failures: Generated<number>
  silent_since: Timestamp | null
  next_attempt_at: Timestamp | null
  leased_until: Timestamp | null
  created_by: string
  created_at: Timestamp
  updated_by: string
  updated_at: Timestamp
}

export interface WebhookEventTable {
  institution_id: number
  event_id: Generated<number>
  webhook_id: number
  action: string
  method: string | null
  user_id: number | null
  change_set_id: number | null
  remains: Json | null
  task_id: number | null
  at: Timestamp
  queued_at: Timestamp
  status: Generated<string>
  attempts: Generated<number>
  next_attempt_at: Timestamp | null
  last_error: string | null
  ended_at: Timestamp | null
}

export interface Database {
  access_review: AccessReviewTable
  access_review_item: AccessReviewItemTable
  access_review_reviewer: AccessReviewReviewerTable
  api_key: ApiKeyTable
  api_usage: ApiUsageTable
  assignment_rule: AssignmentRuleTable
  change_set: ChangeSetTable
  code_value: CodeValueTable
  credential: CredentialTable
  enrolment_row: EnrolmentRowTable
  fee: FeeTable
  fee_transaction: FeeTransactionTable
  history_retention: HistoryRetentionTable
  institution: InstitutionTable
  item: ItemTable
  letter_outbox: LetterOutboxTable
  letter_setting: LetterSettingTable
  library: LibraryTable
  loan: LoanTable
  migration: MigrationTable
  opened_user: OpenedUserTable
  password_reset_request: PasswordResetRequestTable
  pin_failure: PinFailureTable
  purged_user: PurgedUserTable
  record_read: RecordReadTable
  recovery_code: RecoveryCodeTable
  registration_terms: RegistrationTermsTable
  request: RequestTable
  role_profile: RoleProfileTable
  saved_search: SavedSearchTable
  seat_count: SeatCountTable
  second_factor: SecondFactorTable
  session: SessionTable
  settings_history: SettingsHistoryTable
  setup_link: SetupLinkTable
  sign_in_attempt: SignInAttemptTable
  sign_in_event: SignInEventTable
  sign_in_profile: SignInProfileTable
  sign_in_ticket: SignInTicketTable
  sis_profile: SisProfileTable
  social_invitation: SocialInvitationTable
  stored_file: StoredFileTable
  task: TaskTable
  task_outcome: TaskOutcomeTable
  user_account: UserAccountTable
  user_attachment: UserAttachmentTable
  user_block: UserBlockTable
  user_demerit: UserDemeritTable
  user_enrolment: UserEnrolmentTable
  user_history: UserHistoryTable
  user_identifier: UserIdentifierTable
  user_link: UserLinkTable
  user_note: UserNoteTable
  user_picture: UserPictureTable
  user_proxy: UserProxyTable
  user_role: UserRoleTable
  user_set: UserSetTable
  user_set_member: UserSetMemberTable
  user_set_unmatched: UserSetUnmatchedTable
  user_statistic: UserStatisticTable
  vault_entry: VaultEntryTable
  vault_key: VaultKeyTable
  webhook: WebhookTable
  webhook_event: WebhookEventTable
}
