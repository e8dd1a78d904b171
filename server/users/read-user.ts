import { sql } from 'kysely'
import type { UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import { sparesRestricted } from '../changes/refuse-restricted.ts'
import type { Context, InstitutionSettings } from '../context.ts'
import { prepared } from '../db/prepared.ts'
import { readTogether } from '../db/read-together.ts'
import { appError } from '../errors.ts'
import { centsOf, decimalOf, sumOf } from '../fees/money.ts'
import type { RecordDocument } from '../fields/document.ts'
import { type KeptDocument, readDocument, type Versioned, versionOf } from '../fields/kept-documents.ts'
import { listName } from '../fields/name-display.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen, type SeenLibraries, seenDocument, seesOwner } from '../fields/owned.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { lasting } from '../http/lasting-answers.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { type RecentTables, recentCodeTables } from '../institutions/recent-code-tables.ts'
import { noteRead } from '../read-log/note-read.ts'
import { activeBlocks, blockDefinitionsIn, forbiddenActions } from '../rules/forbidden-actions.ts'
import { type OpenFacts, openFactsOf } from '../rules/limits.ts'
import { isSocialType } from '../rules/social-login.ts'
import { partsOf, socialLoginsOf } from './record-parts.ts'

type Row = Versioned & {
  name: string
  /** List of `Owed` as JSON. */
  owed: string
  is_protected: boolean
  is_restricted: boolean
  /** `OpenFacts` as JSON. */
  facts: string
}

/** What is owed, by the library that owns the fees; without one the institution does. */
type Owed = { owner: string | null; balance: string }

/** The whole record of one user. */
export async function readUser(ctx: Context, userId: number): Promise<UserRecord> {
  requirePermission(ctx, 'users.view')
  const found = await readRow(ctx, userId)
  const kept = found && (await readDocument(ctx, found.row))
  if (!kept) throw appError('not_found', { entity: 'user', id: userId })
  await noteRead(ctx, userId)
  return tell(ctx, { ...found, kept }, await tablesFor(ctx))
}

/** A transaction remembers nothing of those before it: it reads what a record takes, not thousands of codes. */
const tablesFor = (ctx: Context): Promise<RecentTables> =>
  ctx.db.isTransaction
    ? readCodeTables(ctx, ['UserBlockDescription', 'UserIdentifierTypes'])
    : recentCodeTables(ctx)

const readRow = readTogether(async (ctx: Context, userIds: readonly number[]) => {
  const { institutionId } = ctx.institution
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection, userIds))
  const restriction = { field: 'is_restricted', op: 'eq', value: true } as const
  const isRestricted = compileFilter(restriction, await scopeFor(ctx, restriction, userIds))
  const { rows } = await sql<Row>`${prepared}
    select u.user_id, ${versionOf} as version, ${listName(ctx)} as name,
      (select coalesce(json_agg(o), '[]')::text from (select f.owner, sum(f.balance)::text as balance from fee f
        where f.institution_id = u.institution_id and f.user_id = u.user_id and ${isOwed(ctx.institution)}
        group by f.owner) o) as owed,
      ${isProtected} as is_protected, ${isRestricted} as is_restricted, ${openFactsOf(ctx)}::text as facts
    from user_account u
    where u.institution_id = ${institutionId} and u.user_id = any (${sql.val(userIds)}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.user_id, { row, today }]))
})

type Found = { row: Row; kept: KeptDocument; today: string }

type Viewer = { seen: SeenLibraries; seesSensitive: boolean; isRestricted: boolean }

type Told = { question: string; tables: RecentTables; settings: InstitutionSettings; record: UserRecord }

/** What was last told of a document, for as long as that is kept (see `readDocument`). */
const lastTold = new WeakMap<RecordDocument, Told>()

/** The record as the actor sees it; the same object if nothing that it tells has changed since somebody saw the same. */
function tell(ctx: Context, found: Found, tables: RecentTables): UserRecord {
  const { settings } = ctx.institution
  const isRestricted = found.row.is_restricted && sparesRestricted(ctx)
  const seesSensitive = ctx.actor.permissions.has('users.edit') && !isRestricted
  const viewer = { seen: librariesSeen(ctx), seesSensitive, isRestricted }
  const question = JSON.stringify([viewer, found.row, found.today])
  const known = lastTold.get(found.kept.document)
  if (known?.question === question && known.tables === tables && known.settings === settings)
    return known.record
  const record = lasting(makeRecord(found, viewer, { tables, settings }))
  lastTold.set(found.kept.document, { question, tables, settings, record })
  return record
}

function makeRecord(
  { row, kept, today }: Found,
  { seen, seesSensitive, isRestricted }: Viewer,
  { tables, settings }: { tables: RecentTables; settings: InstitutionSettings },
): UserRecord {
  const document = seenDocument(kept.document, seen)
  const { expiry_date: expiry } = document
  const owed = JSON.parse(row.owed) as Owed[]
  const facts = { ...(JSON.parse(row.facts) as OpenFacts), cash: balanceOf(owed) }
  return {
    userId: row.user_id,
    revision: kept.revision,
    name: row.name,
    ...partsOf(document, { seesSensitive, isSocial: isSocialType(tables) }),
    summary: {
      // Fees that whoever reads may see (features T1); those of other libraries count for what is forbidden all the same.
      balance: balanceOf(owed.filter(({ owner }) => seesOwner(owner, seen))),
      activeLoans: facts.loans,
      openRequests: facts.openRequests,
      activeBlocks: activeBlocks(document, today).length,
      isProtected: row.is_protected,
      isRestricted,
      isExpired: typeof expiry === 'string' && expiry < today,
      forbidden: forbiddenActions({ document, facts, today, blocks: blockDefinitionsIn(tables), settings }),
      socialLogins: socialLoginsOf(document, isSocialType(tables)),
    },
    origin: kept.origin,
  }
}

const balanceOf = (owed: readonly Owed[]): string =>
  owed.length === 0 ? '0' : decimalOf(sumOf(owed.map(({ balance }) => centsOf(balance))))
