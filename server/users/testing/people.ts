import { sql } from 'kysely'
import { permissions } from '../../../contract/permissions.ts'
import { openChangeSet } from '../../changes/change-set.ts'
import { createUsers, newUserIds } from '../../changes/create-users.ts'
import type { Context, Institution } from '../../context.ts'
import { splitPath } from '../../fields/catalogue.ts'
import { completeElement, completeRecord } from '../../fields/complete.ts'
import type { Json, RecordDocument } from '../../fields/document.ts'
import { segments } from '../../fields/segments.ts'
import type { TestServer } from '../../http/testing/test-server.ts'
import { settingsOf } from '../../institutions/settings.ts'

/** The program's own context on the test's database and clock. */
export function contextOf(server: TestServer, institution: Institution = server.institution): Context {
  const silent = () => undefined
  return {
    db: server.db,
    actor: { kind: 'system', name: 'Registrar', permissions: new Set(permissions) },
    institution,
    now: () => server.clock.now,
    log: { info: silent, warn: silent, error: silent },
    masterKey: Buffer.alloc(32, 7),
    requestId: 'test',
  }
}

export type PersonDocument = Record<string, Json | undefined>

/** Adds what a document and its elements must have and most tests do not care about. */
export function personRecord(document: PersonDocument, index: number): RecordDocument {
  const entries = Object.entries(document).map(([path, value]): [string, Json | undefined] => {
    const { kind, elementId } = splitPath(path)
    return [path, elementId === undefined ? value : completeElement(kind, value as Record<string, Json>)]
  })
  return completeRecord({
    primary_id: `person${index}`,
    record_type: 'PUBLIC',
    account_type: 'INTERNAL',
    ...Object.fromEntries(entries),
  })
}

/** Creates users through the write path, in one change set, and gives their ids in the order of the documents. */
export async function createPeople(ctx: Context, documents: readonly PersonDocument[]): Promise<number[]> {
  const userIds = await newUserIds(ctx, documents.length)
  const rows = documents.map((document, index) => ({
    user_id: userIds[index],
    document: personRecord(document, userIds[index]!),
  }))
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

/** A second institution in the same database; the program serves the first. */
export async function foundSecond(server: TestServer): Promise<Institution> {
  const { rows } = await sql<{ institution_id: number }>`
    insert into institution (code, name) values ('SECOND', 'Second') returning institution_id`.execute(
    server.db,
  )
  return {
    ...server.institution,
    institutionId: rows[0]!.institution_id,
    code: 'SECOND',
    name: 'Second',
    settings: settingsOf({}),
  }
}
