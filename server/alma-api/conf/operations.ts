import type { Operation } from '../operation.ts'
import { jobOperations } from './job-operations.ts'
import { letterOperations } from './letter-operations.ts'
import { mappingOperations } from './mapping-operations.ts'
import { organisationOperations } from './organisation-operations.ts'
import { profileOperations } from './profile-operations.ts'
import { reminderOperations } from './reminder-operations.ts'
import { setMemberOperations } from './set-member-operations.ts'
import { setOperations } from './set-operations.ts'
import { tableOperations } from './table-operations.ts'

/** The configuration area: sets, jobs, tables, the organisation and letters (facts: alma-api §3). */
export const confOperations: readonly Operation[] = [
  ...setOperations,
  ...setMemberOperations,
  ...jobOperations,
  ...tableOperations,
  ...mappingOperations,
  ...organisationOperations,
  ...profileOperations,
  ...letterOperations,
  ...reminderOperations,
]
