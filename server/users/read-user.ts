import { sql } from 'kysely'
import type { Element, UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { readTogether } from '../db/read-together.ts'
import { appError } from '../errors.ts'
import { fieldNamed, splitPath } from '../fields/catalogue.ts'
import type { RecordDocument } from '../fields/document.ts'
import { documentOf } from '../fields/read-document.ts'
import { withoutSecrets } from '../fields/secrets.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { blockActionsOf, forbiddenActions } from '../rules/forbidden-actions.ts'
import { socialLoginAt, socialTypesOf } from '../rules/social-login.ts'
import { listName } from './list-users.ts'

type Row = {
  user_id: number
  revision: number
  name: string
  document: RecordDocument
  balance: string
  active_loans: number
  open_requests: number
  active_blocks: number
  is_protected: boolean
  is_expired: boolean
  social_types: string[]
  block_actions: Record<string, string[]>
  today: string
  created_by: string
  created_at: Date
  updated_by: string
  updated_at: Date
  updated_by_task_id: number | null
}

/** The whole record of one user. */
export async function readUser(ctx: Context, userId: number): Promise<UserRecord> {
  requirePermission(ctx, 'users.view')
  const row = await readRow(ctx, userId)
  if (!row) throw appError('not_found', { entity: 'user', id: userId })
  return wireRecord(row, ctx.actor.permissions.has('users.edit'))
}

const readRow = readTogether(async (ctx: Context, userIds: readonly number[]): Promise<Map<number, Row>> => {
  const { institutionId } = ctx.institution
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection, userIds))
  const own = sql`f.institution_id = u.institution_id and f.user_id = u.user_id`
  const { rows } = await sql<Row>`
    select u.user_id, u.revision, ${listName} as name, ${documentOf()} as document,
      (select coalesce(sum(balance), 0)::text from fee f where ${own} and f.status = 'ACTIVE') as balance,
      (select count(*) from loan f where ${own} and f.returned_at is null) as active_loans,
      (select count(*) from request f where ${own}
        and f.status not in ('COMPLETED', 'CANCELLED', 'REJECTED', 'EXPIRED')) as open_requests,
      (select count(*) from user_block f where ${own} and f.status = 'ACTIVE'
        and coalesce(f.expiry_date >= ${today}, true)) as active_blocks,
      ${isProtected} as is_protected, coalesce(u.expiry_date < ${today}, false) as is_expired,
      ${socialTypesOf} as social_types, ${blockActionsOf} as block_actions, ${today}::text as today,
      u.created_by, u.created_at, u.updated_by, u.updated_at, u.updated_by_task_id
    from user_account u
    where u.institution_id = ${institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.user_id, row]))
})

/** Sensitive values (the PIN) are for those who may change them. */
function wireRecord(row: Row, seesSensitive: boolean): UserRecord {
  const { document } = row
  const socialLogin = (path: string) => socialLoginAt(path, document, type => row.social_types.includes(type))
  const paths = Object.keys(document)
  const shown = userFields.filter(
    field =>
      field.section !== 'internal' &&
      document[field.name] !== undefined &&
      (seesSensitive || !field.sensitive),
  )
  return {
    userId: row.user_id,
    revision: row.revision,
    name: row.name,
    values: Object.fromEntries(shown.map(field => [field.name, document[field.name]])),
    segments: segmentsOf(
      document,
      paths.filter(path => !socialLogin(path)),
    ),
    summary: {
      balance: row.balance,
      activeLoans: row.active_loans,
      openRequests: row.open_requests,
      activeBlocks: row.active_blocks,
      isProtected: row.is_protected,
      isExpired: row.is_expired,
      forbidden: forbiddenActions({ document, blockActions: row.block_actions, today: row.today }),
      socialLogins: [...new Set(paths.flatMap(path => socialLogin(path) ?? []))],
    },
    origin: {
      createdBy: row.created_by,
      createdAt: row.created_at.toISOString(),
      updatedBy: row.updated_by,
      updatedAt: row.updated_at.toISOString(),
      ...(row.updated_by_task_id === null ? {} : { updatedByTaskId: row.updated_by_task_id }),
    },
    originalValues: originalValues(document),
  }
}

function originalValues(document: RecordDocument): Record<string, unknown> {
  const sent = (document['sis_values'] ?? {}) as RecordDocument
  const taken = Object.keys((document['locked_fields'] ?? {}) as object)
  return Object.fromEntries(
    taken.map(name => [name, fieldNamed(name)?.sensitive ? null : (sent[name] ?? null)]),
  )
}

/** Elements of these paths by kind, oldest first. */
function segmentsOf(document: RecordDocument, paths: readonly string[]): Record<string, Element[]> {
  const lists: Record<string, Element[]> = Object.fromEntries(segments.map(segment => [segment.kind, []]))
  for (const path of paths) {
    const { kind, elementId } = splitPath(path)
    if (elementId === undefined) continue
    const values = withoutSecrets(path, document[path]!) as Record<string, unknown>
    lists[kind]!.push({ id: elementId, values })
  }
  const moment = (element: Element): string => `${element.values['created_at'] ?? ''} ${element.id}`
  for (const list of Object.values(lists)) list.sort((a, b) => (moment(a) < moment(b) ? -1 : 1))
  return lists
}
