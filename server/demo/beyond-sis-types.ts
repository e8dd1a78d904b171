import type { DemoContactInfo, DemoNames } from './demo-user.ts'

export type DemoRoleParameter = { type: string; scope: string | null; value: string }

export type DemoRole = {
  role_type: string
  /** Code of the institution or of a library. */
  scope: string
  status: 'ACTIVE' | 'INACTIVE'
  expiry_date: string | null
  parameter: readonly DemoRoleParameter[]
}

/** An account that staff made by hand: a person of the library, a service, a test. */
export type DemoStaffUser = {
  primary_id: string
  first_name: string
  last_name: string
  record_type: 'STAFF'
  account_type: 'INTERNAL'
  user_group: string
  job_category: string | null
  job_description: string | null
  campus_code: string
  preferred_language: string
  status: 'ACTIVE' | 'INACTIVE'
  expiry_date: string | null
  purge_date: string | null
  email_address: string
  /** Moment in UTC; null when nobody ever signed in. */
  last_login: string | null
  purpose: 'PERSON' | 'SHARED' | 'SERVICE' | 'TEST' | 'IMPLEMENTATION'
  user_role: readonly DemoRole[]
}

/** A copy of a partner institution's patron, made when that person borrowed here. */
export type DemoLinkedAccount = DemoNames & {
  primary_id: string
  record_type: 'PUBLIC'
  user_group: 'LINKED'
  status: 'ACTIVE' | 'INACTIVE'
  expiry_date: string
  purge_date: string
  source_institution_code: string
  source_link_id: string
  linking_id: string
  contact_info: DemoContactInfo
}

/** Every row below names its user by `primary_id`; moments are UTC, amounts are decimal text. */
type OfUser = { primary_id: string }

export type DemoInternalNote = OfUser & {
  note_type: string
  note_text: string
  user_viewable: boolean
  popup_note: boolean
  note_owner: string | null
  created_by: string
  created_date: string
}

export type DemoBlock = OfUser & {
  block_type: string
  block_description: string
  block_status: 'ACTIVE' | 'INACTIVE'
  block_note: string | null
  block_owner: string | null
  expiry_date: string | null
  created_by: string
  created_date: string
}

export type DemoItem = {
  title: string
  author: string
  item_barcode: string
  call_number: string
  library: string
}

export type DemoLoan = OfUser &
  DemoItem & {
    loan_id: string
    circ_desk: string
    loan_date: string
    due_date: string
    loan_status: 'ACTIVE'
    process_status: 'NORMAL' | 'RENEW' | 'LOST' | 'CLAIM_RETURN'
  }

export type DemoFee = OfUser & {
  fee_id: string
  type: string
  status: 'ACTIVE' | 'INDISPUTE' | 'EXPORTED' | 'CLOSED'
  original_amount: string
  balance: string
  owner: string
  creation_time: string
  status_time: string
  title: string | null
  item_barcode: string | null
  comment: string | null
}

export type DemoRequest = OfUser &
  DemoItem & {
    request_id: string
    request_type: 'HOLD'
    request_status: 'ON_HOLD_SHELF' | 'IN_PROCESS' | 'NOT_STARTED'
    is_resource_sharing: boolean
    pickup_location_library: string
    request_time: string
    expiry_date: string
  }

/** The same person's account at another member of the consortium. */
export type DemoNetworkAccount = OfUser & {
  institution_code: string
  institution_name: string
  status: 'ACTIVE' | 'INACTIVE'
  expiry_date: string
  loans: number
  requests: number
  fees: string
}

/** A tie to another system that keeps a user from being deleted. */
export type DemoExternalLink = OfUser & {
  kind: 'PO_LINE' | 'INVOICE' | 'IMPORT_PROFILE' | 'PURCHASE_REQUEST' | 'LOCKED_BIB' | 'RESEARCH_ASSET'
  reference: string
  description: string
  status: string
}

export type DemoAssignedRole = OfUser & { role: DemoRole }

export type DemoNeverPurge = OfUser & { reason: string }

/** Everything about a run of users that the student system does not know. */
export type DemoActivity = {
  notes: DemoInternalNote[]
  blocks: DemoBlock[]
  loans: DemoLoan[]
  fees: DemoFee[]
  requests: DemoRequest[]
  network_accounts: DemoNetworkAccount[]
  external_links: DemoExternalLink[]
  roles: DemoAssignedRole[]
  never_purge: DemoNeverPurge[]
}
