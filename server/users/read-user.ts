import { sql } from 'kysely'
import type { Element, UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import { sparesRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { prepared } from '../db/prepared.ts'
import { readTogether } from '../db/read-together.ts'
import { appError } from '../errors.ts'
import { centsOf, decimalOf, sumOf } from '../fees/money.ts'
import { fieldNamed, splitPath } from '../fields/catalogue.ts'
import type { RecordDocument } from '../fields/document.ts'
import { listName } from '../fields/name-display.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen, seenDocument, seesOwner } from '../fields/owned.ts'
import { documentOf } from '../fields/read-document.ts'
import { withoutSecrets } from '../fields/secrets.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { noteRead } from '../read-log/note-read.ts'
import { activeBlocks, blockDefinitionsOf, forbiddenActions } from '../rules/forbidden-actions.ts'
import {
  type BlockDefinitions,
  isOpenRequest,
  type LimitFacts,
  limitFactsOf,
  sharedWith,
} from '../rules/limits.ts'
import { socialLoginAt, socialTypesOf } from '../rules/social-login.ts'

type Row = {
  user_id: number
  revision: number
  name: string
  document: RecordDocument
  /** What is owed, by the library that owns the fees; without one the institution does. */
  owed: { owner: string | null; balance: string }[]
  active_loans: number
  open_requests: number
  is_protected: boolean
  is_restricted: boolean
  is_expired: boolean
  social_types: string[]
  blocks: BlockDefinitions
  facts: LimitFacts
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
  await noteRead(ctx, userId)
  const document = seenDocument(row.document, librariesSeen(ctx))
  return wireRecord(ctx, { ...row, document })
}

const readRow = readTogether(async (ctx: Context, userIds: readonly number[]): Promise<Map<number, Row>> => {
  const { institutionId } = ctx.institution
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection, userIds))
  const restriction = { field: 'is_restricted', op: 'eq', value: true } as const
  const isRestricted = compileFilter(restriction, await scopeFor(ctx, restriction, userIds))
  const own = sql`f.institution_id = u.institution_id and f.user_id = u.user_id`
  const { rows } = await sql<Row>`${prepared}
    select u.user_id, u.revision, ${listName(ctx)} as name, ${documentOf()} as document,
      (select coalesce(jsonb_agg(o), '[]') from (select f.owner, sum(f.balance)::text as balance from fee f
        where ${own} and ${isOwed(ctx.institution)} group by f.owner) o) as owed,
      (select count(*) from loan f where ${sharedWith} and f.returned_at is null) as active_loans,
      (select count(*) from request f where ${sharedWith} and ${isOpenRequest}) as open_requests,
      ${isProtected} as is_protected, ${isRestricted} as is_restricted, coalesce(u.expiry_date < ${today}, false) as is_expired,
      ${socialTypesOf} as social_types, ${blockDefinitionsOf} as blocks, ${limitFactsOf(ctx)} as facts, ${today}::text as today,
      u.created_by, u.created_at, u.updated_by, u.updated_at, u.updated_by_task_id
    from user_account u
    where u.institution_id = ${institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.user_id, row]))
})

/** Sensitive values (the PIN) are for those who may change them. */
function wireRecord(ctx: Context, row: Row): UserRecord {
  const { document } = row
  const isRestricted = row.is_restricted && sparesRestricted(ctx)
  const seesSensitive = ctx.actor.permissions.has('users.edit') && !isRestricted
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
      balance: balanceSeen(ctx, row.owed),
      activeLoans: row.active_loans,
      openRequests: row.open_requests,
      activeBlocks: activeBlocks(document, row.today).length,
      isProtected: row.is_protected,
      isRestricted,
      isExpired: row.is_expired,
      forbidden: forbiddenActions({ ...row, settings: ctx.institution.settings }),
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

/** Fees that whoever reads may see (features T1); those of other libraries count for what is forbidden all the same. */
function balanceSeen(ctx: Context, owed: Row['owed']): string {
  const libraries = librariesSeen(ctx)
  const seen = owed.filter(one => seesOwner(one.owner, libraries))
  return seen.length === 0 ? '0' : decimalOf(sumOf(seen.map(one => centsOf(one.balance))))
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
