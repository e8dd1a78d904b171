import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HistoryEntry } from '../../contract/history.ts'
import type { UserRecord } from '../../contract/users.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { anyPeople, labels, today } from '../filters/testing/arbitrary-people.ts'
import { openTestServer, type TestServer } from '../http/testing/test-server.ts'
import { installCodeTables, readCodeTables } from '../institutions/code-tables.ts'
import { readRows } from '../spreadsheets/read-rows.ts'
import { cellText, defaultSheetLimits } from '../spreadsheets/sheet-row.ts'
import { exportUsers } from '../users/export-users.ts'
import { readHistory } from '../users/read-history.ts'
import { readUser } from '../users/read-user.ts'
import { contextOf, createPeople, personRecord } from '../users/testing/people.ts'
import type { Json, Patch, RecordDocument } from './document.ts'
import { documentOf } from './read-document.ts'
import { withoutSecrets } from './secrets.ts'
import { userFields } from './user-fields.ts'

const numRuns = Math.ceil(Number(process.env['CARREL_PROPERTY_RUNS'] ?? 40) / 4)

let server: TestServer
let ctx: Context

beforeAll(async () => {
  server = await openTestServer()
  ctx = contextOf(server)
  const rows = Object.entries(labels.UserGroups).map(([code, label]) => ({ code, label }))
  await installCodeTables(ctx.db, ctx.institution.institutionId, { UserGroups: rows })
  await sql`insert into library (institution_id, code, name) values
    (${ctx.institution.institutionId}, 'A', 'Main Library'), (${ctx.institution.institutionId}, 'b', '=Law')`.execute(
    ctx.db,
  )
  // Somebody who stays: the last one who administers the institution cannot be changed into anybody else.
  await createPeople(ctx, [{ primary_id: 'keeper', last_name: 'Keeper', 'role/a': { role_type: '50' } }])
})
afterAll(() => server.close())

let runs = 0
/** People with identifiers of their own in every run. */
function distinct(documents: readonly RecordDocument[]): RecordDocument[] {
  runs += 1
  const text = JSON.stringify(documents)
  return JSON.parse(text.replaceAll(/#(\d+)"/g, `#${runs}-$1"`)).map((document: RecordDocument) => ({
    ...document,
    primary_id: `${document['primary_id']}-${runs}`,
  }))
}

const anyDocuments = (count: number) =>
  anyPeople(count).map(people => people.map((one, index) => personRecord(one.document, index)))

async function documentsOf(userIds: readonly number[]): Promise<RecordDocument[]> {
  const { rows } = await sql<{ document: RecordDocument }>`
    select ${documentOf()} as document from user_account u where user_id = any (${userIds}::bigint[])
    order by user_id`.execute(ctx.db)
  return rows.map(row => row.document)
}

const internal = new Set(userFields.filter(field => field.section === 'internal').map(field => field.name))
const unrecorded = new Set(userFields.filter(field => field.unrecorded).map(field => field.name))
const sensitive = new Set(userFields.filter(field => field.sensitive).map(field => field.name))

/** The record on the wire as a flat document again. */
function flattened({ values, segments }: UserRecord): Record<string, unknown> {
  const elements = Object.entries(segments).flatMap(([kind, list]) =>
    list.map(one => [`${kind}/${one.id}`, one.values] as const),
  )
  return { ...values, ...Object.fromEntries(elements) }
}

const without = (hidden: ReadonlySet<string>, document: RecordDocument) =>
  Object.fromEntries(
    Object.entries(document).flatMap(([path, value]) =>
      hidden.has(path) ? [] : [[path, withoutSecrets(path, value)]],
    ),
  )

const shown = (document: RecordDocument) => without(internal, document)

/** What the history tells of a document. */
const told = (document: RecordDocument) => without(unrecorded, document)

/** A history entry as old and new documents; a sensitive path has neither. */
function sidesOf(entry: HistoryEntry) {
  const side = (key: 'old' | 'new') =>
    Object.fromEntries(entry.changes.flatMap(one => (key in one ? [[one.path, one[key]]] : [])))
  return { old: side('old'), new: side('new'), paths: entry.changes.map(one => one.path) }
}

const withoutSensitive = (document: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(document).filter(([path]) => !sensitive.has(path)))

test('what a user is created with reads back the same as document, on the wire and in the history', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocuments(6), async people => {
      const documents = distinct(people)
      const userIds = await createPeople(ctx, documents)
      expect(await documentsOf(userIds)).toEqual(documents)
      for (const [index, userId] of userIds.entries()) {
        const document = documents[index]!
        expect(flattened(await readUser(ctx, userId))).toEqual(shown(document))
        const { items } = await readHistory(ctx, { userId })
        expect(items.map(entry => entry.kind)).toEqual(['created'])
        const { old, new: now, paths } = sidesOf(items[0]!)
        expect(old).toEqual({})
        expect(now).toEqual(withoutSensitive(told(document)))
        expect(paths).toEqual(Object.keys(told(document)).toSorted())
      }
    }),
    { numRuns },
  )
})

/** The patch that makes one document the other. */
function patchTo(from: RecordDocument, to: RecordDocument): Patch {
  const paths = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return Object.fromEntries(
    paths
      .filter(path => JSON.stringify(sorted(from[path])) !== JSON.stringify(sorted(to[path])))
      .map(path => [path, to[path] ?? null]),
  )
}

/** Objects with their keys in order, as jsonb does not keep it. */
function sorted(value: Json | undefined): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

test('what a patch writes reads back the same, and the history holds the old and the new', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocuments(6), async people => {
      const documents = distinct(people)
      const before = documents.slice(0, 3)
      const userIds = await createPeople(ctx, before)
      const after = documents.slice(3).map((document, index) => ({
        ...document,
        primary_id: before[index]!['primary_id']!,
        status_date: today,
      }))
      const patches = before.map((document, index) => ({
        userId: userIds[index]!,
        patch: patchTo(document, after[index]!),
      }))
      await ctx.db.transaction().execute(async trx => {
        const inner: Context = { ...ctx, db: trx }
        await writePatches(inner, await openChangeSet(inner, { source: 'system' }), patchRelation(patches))
      })
      expect(await documentsOf(userIds)).toEqual(after)
      for (const [index, { userId, patch }] of patches.entries()) {
        expect(flattened(await readUser(ctx, userId))).toEqual(shown(after[index]!))
        const [entry] = (await readHistory(ctx, { userId })).items
        const { old, new: now, paths } = sidesOf(entry!)
        const touched = Object.keys(told(patch as RecordDocument))
        const only = (document: RecordDocument) =>
          Object.fromEntries(Object.entries(told(document)).filter(([path]) => touched.includes(path)))
        expect(paths).toEqual(touched.toSorted())
        expect(old).toEqual(withoutSensitive(only(before[index]!)))
        expect(now).toEqual(withoutSensitive(only(after[index]!)))
      }
    }),
    { numRuns },
  )
})

const exported = userFields.filter(
  field => !field.sensitive && field.section !== 'internal' && field.type !== 'notices',
)

test('what is exported reads back the same, with labels in place of codes', async () => {
  const [people] = fc.sample(anyDocuments(40), 1)
  const documents = distinct(people!)
  const [first] = await createPeople(ctx, documents)
  const tables = await readCodeTables(ctx)
  const columns = ['user_id', ...exported.map(field => field.name)].join()
  const labelled = (table: string | undefined, code: unknown) =>
    tables[table ?? '']?.find(row => row.code === code)?.label ?? String(code)
  for (const format of ['csv', 'xlsx'] as const) {
    const { stream } = await exportUsers(ctx, { format, columns })
    const content = await buffer(stream)
    const rows: string[][] = []
    const hints = { fileName: 'users', isKnownName: () => false }
    for await (const row of readRows(content, hints, defaultSheetLimits)) rows.push(row.cells.map(cellText))
    const ours = rows.slice(1).filter(([userId]) => Number(userId) >= first!)
    const wanted = documents.map((document, index) => [
      String(first! + index),
      ...exported.map(({ name, codeTable }) => {
        const value = document[name] ?? ''
        return Array.isArray(value)
          ? value.map(code => labelled(codeTable, code)).join('; ')
          : labelled(codeTable, value)
      }),
    ])
    const full = (row: string[]) => exported.map((_, index) => row[index] ?? '')
    expect(ours.map(full)).toEqual(wanted.map(full))
  }
})

test.each([...sensitive, ...internal])('%s cannot be exported', async name => {
  await expect(exportUsers(ctx, { format: 'csv', columns: `primary_id,${name}` })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { problems: [{ field: 'columns', rule: 'unknown_field', limit: name }] },
  })
})
