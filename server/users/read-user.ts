import { sql } from 'kysely'
import type { Element, UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { splitPath } from '../fields/catalogue.ts'
import type { RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { listName } from './list-users.ts'

type Row = {
  revision: number
  name: string
  document: RecordDocument
  balance: string
  active_loans: number
  open_requests: number
  active_blocks: number
  is_protected: boolean
  is_expired: boolean
  created_by: string
  created_at: Date
  updated_by: string
  updated_at: Date
  updated_by_task_id: number | null
}

/** The whole record of one user in one query. */
export async function readUser(ctx: Context, userId: number): Promise<UserRecord> {
  requirePermission(ctx, 'users.view')
  const { institutionId } = ctx.institution
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection, [userId]))
  const own = sql`institution_id = ${institutionId} and user_id = ${userId}`
  const { rows } = await sql<Row>`
    select u.revision, ${listName} as name, ${documentOf()} as document,
      (select coalesce(sum(balance), 0)::text from fee where ${own} and status = 'ACTIVE') as balance,
      (select count(*) from loan where ${own} and returned_at is null) as active_loans,
      (select count(*) from request where ${own}
        and status not in ('COMPLETED', 'CANCELLED', 'REJECTED', 'EXPIRED')) as open_requests,
      (select count(*) from user_block where ${own} and status = 'ACTIVE'
        and coalesce(expiry_date >= ${today}, true)) as active_blocks,
      ${isProtected} as is_protected, coalesce(u.expiry_date < ${today}, false) as is_expired,
      u.created_by, u.created_at, u.updated_by, u.updated_at, u.updated_by_task_id
    from user_account u where u.institution_id = ${institutionId} and u.user_id = ${userId}`.execute(ctx.db)
  if (!rows[0]) throw appError('not_found', { entity: 'user', id: userId })
  return wireRecord(userId, rows[0], ctx.actor.permissions.has('users.edit'))
}

/** Sensitive values (the PIN) are for those who may change them. */
function wireRecord(userId: number, row: Row, seesSensitive: boolean): UserRecord {
  const { document } = row
  const shown = userFields.filter(
    field =>
      field.section !== 'internal' &&
      document[field.name] !== undefined &&
      (seesSensitive || !field.sensitive),
  )
  return {
    userId,
    revision: row.revision,
    name: row.name,
    values: Object.fromEntries(shown.map(field => [field.name, document[field.name]])),
    segments: segmentsOf(document),
    summary: {
      balance: row.balance,
      activeLoans: row.active_loans,
      openRequests: row.open_requests,
      activeBlocks: row.active_blocks,
      isProtected: row.is_protected,
      isExpired: row.is_expired,
    },
    origin: {
      createdBy: row.created_by,
      createdAt: row.created_at.toISOString(),
      updatedBy: row.updated_by,
      updatedAt: row.updated_at.toISOString(),
      ...(row.updated_by_task_id === null ? {} : { updatedByTaskId: row.updated_by_task_id }),
    },
    lockedFields: Object.keys((document['locked_fields'] ?? {}) as object),
  }
}

/** Elements by kind, oldest first. */
function segmentsOf(document: RecordDocument): Record<string, Element[]> {
  const lists: Record<string, Element[]> = Object.fromEntries(segments.map(segment => [segment.kind, []]))
  for (const [path, value] of Object.entries(document)) {
    const { kind, elementId } = splitPath(path)
    if (elementId !== undefined)
      lists[kind]!.push({ id: elementId, values: value as Record<string, unknown> })
  }
  const moment = (element: Element): string => `${element.values['created_at'] ?? ''} ${element.id}`
  for (const list of Object.values(lists)) list.sort((a, b) => (moment(a) < moment(b) ? -1 : 1))
  return lists
}
