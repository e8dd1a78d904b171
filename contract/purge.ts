import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'
import { TaskReport } from './tasks.ts'

/** Why a user is kept back, in the order in which the report names them (features L2, Q3). */
export const retentionReasons = [
  'protected',
  'administrator',
  'own_account',
  'never_purge',
  'fees_above_threshold',
  'active_loans',
  'request_on_hold_shelf',
  'open_requests',
  'linked_in_other_systems',
  'active_elsewhere',
  'staff_roles',
  'not_expired',
] as const
export type RetentionReason = (typeof retentionReasons)[number]

/** Reasons beyond Alma's own; each may be switched off for a run. */
export const optionalReasons = ['open_requests', 'active_elsewhere', 'staff_roles', 'not_expired'] as const

export const PurgeCriteria = closed({
  /** Purge date before today minus so many days; 0 or absent: before today. Absent purge date: never. */
  daysAfterPurgeDate: Type.Optional(Type.Integer({ minimum: 0, maximum: 36_500 })),
  recordType: Type.Optional(Type.Enum(['STAFF', 'PUBLIC', 'CONTACT'])),
  userGroups: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 100 })),
  /** Largest debt that is waived instead of keeping the user, as a decimal number such as "9.99". */
  waiveThreshold: Type.Optional(Type.String({ pattern: '^\\d{1,8}(\\.\\d{1,2})?$' })),
  /** Any further filter, for example `{ "set": 4 }`. */
  filter: Type.Optional(Type.Unknown()),
  ignoreReasons: Type.Optional(Type.Array(Type.Enum(optionalReasons))),
  /** What stays for statistics (features Q4). */
  policy: Type.Optional(Type.Enum(['keep_statistics', 'keep_statistics_without_primary_id', 'remove_fully'])),
  /** Days during which a purged user can be restored. */
  restoreDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 365 })),
})
export type PurgeCriteria = Static<typeof PurgeCriteria>

export const planPurge = endpoint({
  method: 'POST',
  path: '/api/tasks/purge',
  permission: 'purge.run',
  summary: 'Plan a purge: who would go, who stays and why',
  body: closed({
    name: Type.Optional(Type.String({ maxLength: 255 })),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
    criteria: PurgeCriteria,
  }),
  response: TaskReport,
})

/** A purged user who can still be restored: found by primary identifier only. */
export const PurgedUser = Type.Object({
  userId: Type.Integer(),
  primaryId: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  userGroup: Type.Optional(Type.String()),
  purgedAt: Type.String(),
  purgedBy: Type.String(),
  taskId: Type.Optional(Type.Integer()),
  restorableUntil: Type.Optional(Type.String()),
  restoredAt: Type.Optional(Type.String()),
})
export type PurgedUser = Static<typeof PurgedUser>

export const listPurgedUsers = endpoint({
  method: 'GET',
  path: '/api/purged-users',
  permission: 'purge.restore',
  summary: 'Users in the vault, newest first',
  query: closed({
    ...PageQuery,
    taskId: Type.Optional(Id),
    q: Type.Optional(Type.String({ maxLength: 255 })),
  }),
  response: pageOf(PurgedUser),
})

/** Plans the restoring of some purged users, with everything that belonged to them. */
export const planRestore = endpoint({
  method: 'POST',
  path: '/api/tasks/restore',
  permission: 'purge.restore',
  summary: 'Plan the restoring of purged users from the vault',
  body: closed({ userIds: Type.Array(Id, { minItems: 1, maxItems: 10_000 }) }),
  response: TaskReport,
})
