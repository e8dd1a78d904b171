import { type Static, Type } from 'typebox'

/** The closed list of errors, each with its HTTP status. Screens translate the code; see RFC 9457. */
export const errorStatus = {
  // who you are and what you may do
  not_signed_in: 401,
  sign_in_failed: 401,
  account_locked: 423,
  forbidden: 403,
  sso_refused: 401,
  sso_failed: 401,
  invitation_invalid: 403,
  social_account_taken: 409,
  csrf_refused: 403,
  too_many_requests: 429,
  no_members: 409,
  setup_done: 409,
  setup_link_invalid: 403,
  ticket_invalid: 403,
  simulation_not_allowed: 403,
  // what you asked for
  not_found: 404,
  invalid_input: 422,
  invalid_filter: 422,
  invalid_values: 422,
  conflict: 409,
  identifier_taken: 409,
  look_alikes: 409,
  name_taken: 409,
  protected_account: 409,
  restricted_account: 403,
  last_administrator: 409,
  count_mismatch: 409,
  wrong_task_status: 409,
  set_in_use: 409,
  in_use: 409,
  code_taken: 409,
  history_deleted: 409,
  user_kept: 409,
  review_open: 409,
  review_closed: 409,
  review_applied: 409,
  fee_refused: 409,
  circulation_refused: 409,
  webhook_off: 409,
  unsupported_media: 415,
  body_too_large: 413,
  // files
  file_not_spreadsheet: 422,
  file_encrypted: 422,
  file_old_xls: 422,
  file_too_large: 413,
  file_empty: 422,
  file_kind_refused: 422,
  not_a_picture: 422,
  file_encoding: 422,
  column_not_found: 422,
  feed_refused: 422,
  vault_destroyed: 410,
  // the machine
  data_folder_in_use: 500,
  database_unreachable: 503,
  database_too_old: 500,
  schema_too_new: 500,
  migration_changed: 500,
  port_taken: 500,
  master_key_missing: 500,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorStatus

/** One wrong value: which field (`kind/elementId/field` within an element), which rule, and what the rule wants. */
export const FieldProblem = Type.Object({
  field: Type.String(),
  rule: Type.String(),
  /** The institution's own words for it. */
  message: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Union([Type.String(), Type.Number()])),
})
export type FieldProblem = Static<typeof FieldProblem>

/** Body of every error answer (application/problem+json). */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  problems: Type.Optional(Type.Array(FieldProblem)),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  requestId: Type.Optional(Type.String()),
})
export type Problem = Static<typeof Problem>
