// Written by `npm run types` from the migrations.
import type { ColumnType, GeneratedAlways } from 'kysely'

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined }

/** Written as text from JSON.stringify: the driver would turn a JavaScript array into a PostgreSQL array. */
export type Json = ColumnType<JsonValue, string, string>

export type Timestamp = ColumnType<Date, Date | string, Date | string>

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
  must_change: Generated<boolean>
  last_login_at: Timestamp | null
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

export interface LetterOutboxTable {
  institution_id: number
  letter_id: Generated<number>
  user_id: number
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
}

export interface LibraryTable {
  institution_id: number
  code: string
  name: string
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

export interface SessionTable {
  institution_id: number
  token_hash: Buffer
  user_id: number
  created_at: Timestamp
  last_seen_at: Timestamp
  expires_at: Timestamp
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

export interface SisProfileTable {
  institution_id: number
  code: string
  profile: Json
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

export interface Database {
  change_set: ChangeSetTable
  code_value: CodeValueTable
  credential: CredentialTable
  fee: FeeTable
  fee_transaction: FeeTransactionTable
  history_retention: HistoryRetentionTable
  institution: InstitutionTable
  letter_outbox: LetterOutboxTable
  library: LibraryTable
  loan: LoanTable
  migration: MigrationTable
  opened_user: OpenedUserTable
  purged_user: PurgedUserTable
  request: RequestTable
  saved_search: SavedSearchTable
  session: SessionTable
  settings_history: SettingsHistoryTable
  setup_link: SetupLinkTable
  sis_profile: SisProfileTable
  stored_file: StoredFileTable
  task: TaskTable
  task_outcome: TaskOutcomeTable
  user_account: UserAccountTable
  user_attachment: UserAttachmentTable
  user_block: UserBlockTable
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
}
