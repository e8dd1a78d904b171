import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { PoolConfig } from 'pg'
import { permissions } from '../../../contract/permissions.ts'
import type { SisProfile } from '../../../contract/sis.ts'
import type { TaskOutcome, TaskReport } from '../../../contract/tasks.ts'
import { openChangeSet } from '../../changes/change-set.ts'
import { createUsers, newUserIds } from '../../changes/create-users.ts'
import type { Context } from '../../context.ts'
import { completeElement, completeRecord } from '../../fields/complete.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import { documentOf } from '../../fields/read-document.ts'
import { segments } from '../../fields/segments.ts'
import { installCodeTables } from '../../institutions/code-tables.ts'
import { foundInstitution } from '../../institutions/found-institution.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { confirmTask } from '../../tasks/control-task.ts'
import { listOutcomes } from '../../tasks/list-outcomes.ts'
import { readTask } from '../../tasks/read-task.ts'
import { runTask } from '../../tasks/run-task.ts'
import { openTestDatabase } from '../../testing/database.ts'
import { defaultSisProfile, saveSisProfile } from '../profiles.ts'
import { planFeedTask } from '../synchronise.ts'

/** An institution with code tables on a database of its own, a folder for feeds, and somebody who may do anything. */
export type SisWorld = {
  ctx: Context
  /** The moment that the program sees; tests move it. */
  clock: { now: Date }
  folder: string
  connection: PoolConfig
  close: () => Promise<void>
}

const codes = (list: string) => list.split(' ').map(code => ({ code, label: code }))

/** What the default code tables leave to the institution. */
const moreCodes = {
  Campuses: codes('NORTH SOUTH EAST'),
  CatalogerLevel: codes('00 10 20'),
  LibraryNoticesOptInDisplay: codes('LoanLetter HoldLetter'),
  UserStatCategories: codes('HISTORY CHEMISTRY'),
  UserStatisticalTypes: codes('DEPARTMENT'),
}

/** An unforeseen error of a task ends up in the log; without it nobody would see why a test fails. */
function showUnforeseen(details: { err?: unknown }): void {
  if (details.err) console.error(details.err)
}

export async function openSisWorld(): Promise<SisWorld> {
  const { db, connection, close } = await openTestDatabase()
  const founded = await foundInstitution(db)
  // Staff may empty every field that the student system fills, so that stories can be told about it.
  const settings = {
    ...founded.settings,
    mandatory: { PUBLIC: [], STAFF: [], CONTACT: [] },
    // So that every field is there.
    resourceSharingAuthorization: true,
  }
  const institution = { ...founded, settings }
  const { institutionId } = institution
  await installCodeTables(db, institutionId, moreCodes)
  await sql`insert into library (institution_id, code, name)
    select ${institutionId}, code, code from unnest(array['MAIN', 'LAW']) code`.execute(db)
  const clock = { now: new Date('2026-11-20T15:00:00Z') }
  const folder = await mkdtemp(join(tmpdir(), 'carrel-sis-'))
  const ctx: Context = {
    db,
    actor: {
      kind: 'staff',
      userId: 0,
      primaryId: 'ada',
      name: 'Ada Admin',
      permissions: new Set(permissions),
      libraries: 'all',
    },
    institution,
    now: () => clock.now,
    log: { info: () => {}, warn: () => {}, error: showUnforeseen },
    masterKey: Buffer.alloc(32, 7),
    requestId: 'test',
  }
  const closeAll = async () => {
    await close()
    await rm(folder, { recursive: true })
  }
  return { ctx, clock, folder, connection, close: closeAll }
}

/** Removes all users and tasks. */
export async function forgetEverybody({ ctx }: SisWorld): Promise<void> {
  await sql`truncate task_outcome, task, user_history, change_set, user_identifier, user_role, user_block, user_note,
    user_statistic, user_account cascade`.execute(ctx.db)
}

/** A task as far as it has come, with the outcome of everybody in it. */
export type Ran = { taskId: number; report: TaskReport; outcomes: TaskOutcome[] }

let files = 0

/** Plans a feed: the text of an XML file, or the bytes of a zip. */
export async function planFeedOf(
  world: SisWorld,
  feed: string | Buffer,
  settings: Partial<SisProfile> = {},
): Promise<Ran> {
  const profile = { ...defaultSisProfile, ...settings }
  await saveSisProfile(world.ctx.db, world.ctx.institution.institutionId, profile)
  const fileName = `feed-${++files}.${typeof feed === 'string' ? 'xml' : 'zip'}`
  const path = join(world.folder, fileName)
  await writeFile(path, feed)
  return runOn(world, await planFeedTask(world.ctx, { profileCode: profile.code, path, fileName }))
}

/** Plans a feed and applies it. */
export async function loadFeed(
  world: SisWorld,
  feed: string | Buffer,
  settings: Partial<SisProfile> = {},
): Promise<Ran> {
  return confirm(world, await planFeedOf(world, feed, settings))
}

/** Lets the worker's part run and reads what came of it. */
export async function runOn({ ctx }: SisWorld, taskId: number): Promise<Ran> {
  await runTask(ctx, taskDefinitions, taskId)
  const outcomes: TaskOutcome[] = []
  for (let after: string | undefined; ; ) {
    const page = await listOutcomes(ctx, { taskId, limit: 1000, ...(after ? { after } : {}) })
    outcomes.push(...page.items)
    after = page.next
    if (!after) break
  }
  return { taskId, report: await readTask(ctx, taskDefinitions, taskId), outcomes }
}

/** Confirms a plan by its number and applies it to its end. */
export async function confirm(world: SisWorld, { taskId, report }: Ran): Promise<Ran> {
  const { task } = report
  if (task.status !== 'planned') throw new Error(`The feed is ${task.status}: ${JSON.stringify(task.error)}`)
  await confirmTask(world.ctx, { definitions: taskDefinitions, taskId, count: task.planned.change })
  const ran = await runOn(world, taskId)
  if (ran.report.task.status !== 'completed') throw new Error(`The feed ended ${ran.report.task.status}.`)
  return ran
}

/** `{ s1: 'change created', s2: 'reject unknown_code' }`: what became of whom. */
export function fates({ outcomes }: Ran): Record<string, string> {
  return Object.fromEntries(outcomes.map(one => [one.subject, [one.outcome, ...one.reasons].join(' ')]))
}

export type NewUser = Record<string, Json> & { primary_id: string }

/**
 * Puts users into the institution by the write path, past all rules. `note/a` and the like are elements; the default
 * is an internal account.
 */
export async function addUsers({ ctx }: SisWorld, users: NewUser[]): Promise<number[]> {
  const userIds = await newUserIds(ctx, users.length)
  const rows = users.map((user, index) => ({ user_id: userIds[index], document: recordOf(user) }))
  await ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    await createUsers(inner, await openChangeSet(inner, { source: 'system' }), {
      rows: sql`select user_id, document, null::uuid as fingerprint
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(user_id bigint, document jsonb)`,
      kinds: segments.map(segment => segment.kind),
    })
  })
  return userIds
}

/** A complete record of few values. */
export function recordOf(user: NewUser): RecordDocument {
  const complete = Object.entries(user).map(([path, value]) => {
    const kind = path.split('/')[0]!
    return [path, path.includes('/') ? completeElement(kind, value as Record<string, Json>) : value] as const
  })
  const defaults = { last_name: 'Nobody', record_type: 'PUBLIC', account_type: 'INTERNAL' }
  return completeRecord({ ...defaults, ...Object.fromEntries(complete) })
}

/** All records of the institution by primary identifier. */
export async function readRecords({ ctx }: SisWorld): Promise<Record<string, RecordDocument>> {
  const { rows } = await sql<{ primary_id: string; document: RecordDocument }>`
    select u.primary_id, ${documentOf()} as document from user_account u
    where u.institution_id = ${ctx.institution.institutionId}`.execute(ctx.db)
  return Object.fromEntries(rows.map(row => [row.primary_id, row.document]))
}

/** The record with that primary identifier; fails if there is none. */
export async function readRecord(world: SisWorld, primaryId: string): Promise<RecordDocument> {
  const record = (await readRecords(world))[primaryId]
  if (!record) throw new Error(`There is no user ${primaryId}.`)
  return record
}

/** The id and revision of a user: what an edit on the screen begins with. */
export async function findUser(
  { ctx }: SisWorld,
  primaryId: string,
): Promise<{ userId: number; revision: number }> {
  const { rows } = await sql<{ userId: number; revision: number }>`
    select user_id as "userId", revision from user_account
    where institution_id = ${ctx.institution.institutionId} and primary_id = ${primaryId}`.execute(ctx.db)
  if (!rows[0]) throw new Error(`There is no user ${primaryId}.`)
  return rows[0]
}

/** The elements of a kind without their ids and origin, in the order of their text. */
export function elementsOf(record: RecordDocument, kind: string): Record<string, Json>[] {
  return Object.entries(record)
    .filter(([path]) => path.startsWith(`${kind}/`))
    .map(([, element]) => {
      const { created_by: _by, created_at: _at, ...rest } = element as Record<string, Json>
      return rest
    })
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
}
