import { sql } from 'kysely'
import { vi } from 'vitest'
import { permissions } from '../../../contract/permissions.ts'
import type { Context } from '../../context.ts'
import { completeRecord } from '../../fields/complete.ts'
import type { Json, Patch, RecordDocument } from '../../fields/document.ts'
import { documentOf } from '../../fields/read-document.ts'
import { segments } from '../../fields/segments.ts'
import { foundInstitution } from '../../institutions/found-institution.ts'
import { openTestDatabase } from '../../testing/database.ts'
import { type ChangeSet, type ChangeSource, openChangeSet } from '../change-set.ts'
import { createUsers, newUserIds } from '../create-users.ts'
import { patchRelation } from '../patches.ts'
import { writePatches } from '../write-patches.ts'

/** An institution without users, a clock that the test moves, and a context of staff who may do everything. */
export type World = { ctx: Context; clock: { now: Date }; close: () => Promise<void> }

export async function openWorld(): Promise<World> {
  const { db, close } = await openTestDatabase()
  const institution = await foundInstitution(db)
  await sql`insert into library (institution_id, code, name)
    select ${institution.institutionId}, code, code from unnest(array['MAIN', 'LAW']) code`.execute(db)
  const clock = { now: new Date('2026-11-20T15:00:00Z') }
  const actor = {
    kind: 'staff' as const,
    userId: 900_000_000,
    primaryId: 'ada',
    name: 'Ada Admin',
    permissions: new Set(permissions),
    libraries: 'all' as const,
  }
  const ignore = () => undefined
  const log = { info: ignore, warn: ignore, error: ignore }
  const masterKey = Buffer.alloc(32, 7)
  const ctx = { db, institution, actor, now: () => clock.now, log, masterKey, requestId: 'test' }
  return { ctx, clock, close }
}

const wantedRuns = process.env['CARREL_PROPERTY_RUNS']
if (wantedRuns) vi.setConfig({ testTimeout: 24 * 60 * 60 * 1000 })

/** How often a law is tried: often enough by default, and more when somebody has the time. */
export const propertyRuns = (usual: number): number => Number(wantedRuns ?? usual)

/** Runs `work` in one transaction with a change set of its own. */
export function changing<Result>(
  ctx: Context,
  about: { source: ChangeSource; reason?: string; taskId?: number },
  work: (ctx: Context, changeSet: ChangeSet) => Promise<Result>,
): Promise<Result> {
  return ctx.db.transaction().execute(async db => {
    const inner = { ...ctx, db }
    return work(inner, await openChangeSet(inner, about))
  })
}

let named = 0

/** The document of a new user: a name, a primary identifier that nobody has, and what the test gives. */
export function aDocument(given: Record<string, Json> = {}): RecordDocument {
  named += 1
  return completeRecord({
    primary_id: `person.${named}`,
    first_name: 'Wilhelmina',
    last_name: `Quackenbush-${named}`,
    record_type: 'PUBLIC',
    account_type: 'INTERNAL',
    user_group: 'UNDRGRD',
    ...given,
  })
}

/** Creates users with these documents by the write path and gives their ids. */
export function createPeople(
  ctx: Context,
  documents: RecordDocument[],
  source: ChangeSource = 'setup',
): Promise<number[]> {
  return changing(ctx, { source }, async (inner, changeSet) => {
    const userIds = await newUserIds(inner, documents.length)
    const rows = documents.map((document, index) => ({ user_id: userIds[index], document }))
    await createUsers(inner, changeSet, {
      rows: sql`select user_id, document, null::uuid as fingerprint
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(user_id bigint, document jsonb)`,
      kinds: segments.map(segment => segment.kind),
    })
    return userIds
  })
}

/** Writes one patch by the write path; gives whether anything changed. */
export async function write(
  ctx: Context,
  userId: number,
  patch: Patch,
  how: { source?: ChangeSource; expected?: Patch; expectedRevision?: number } = {},
): Promise<boolean> {
  const { source = 'screen', ...expectation } = how
  const written = await changing(ctx, { source }, (inner, changeSet) =>
    writePatches(inner, changeSet, patchRelation([{ userId, patch, ...expectation }])),
  )
  return written.length === 1
}

/** The documents of users as they stand, by id. */
export async function documentsOf(ctx: Context, userIds: number[]): Promise<Map<number, RecordDocument>> {
  const { rows } = await sql<{ user_id: number; document: RecordDocument }>`
    select u.user_id, ${documentOf()} as document from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${userIds}::bigint[])`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.user_id, row.document]))
}

/** The document of one user as it stands; undefined when there is no such user. */
export async function documentNow(ctx: Context, userId: number): Promise<RecordDocument | undefined> {
  return (await documentsOf(ctx, [userId])).get(userId)
}
