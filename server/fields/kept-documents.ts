import { type Kysely, type RawBuilder, sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { UserRecord } from '../../contract/users.ts'
import { prepared } from '../db/prepared.ts'
import { readTogether } from '../db/read-together.ts'
import type { Database } from '../db/row-types.gen.ts'
import type { RecordDocument } from './document.ts'
import { documentOf } from './read-document.ts'

type Scope = { db: Kysely<Database>; institution: { institutionId: number } }

/** A user as a statement has just seen it; `version` is `versionOf`. */
export type Versioned = { user_id: number; version: string }

export type KeptDocument = Readonly<{
  version: string
  revision: number
  document: RecordDocument
  origin: UserRecord['origin']
}>

/** Characters of documents that one process keeps; as objects they take some times as much. */
const mostCharacters = 4_000_000

const caches = new WeakMap<object, LRUCache<string, KeptDocument>>()

/**
 * SQL for the version of the user row `u`: everything that is written about a user writes this row too (see
 * `server/changes`), and the row then has the number of another transaction.
 */
export const versionOf: RawBuilder<string> = sql`u.xmin::text`

/**
 * The document of this user, at least as new as the version; none if somebody is gone by now. Putting a document together
 * costs most of reading it, so those that were read lately are kept. None is used unchecked: the caller has looked up the
 * row. The documents are shared and frozen.
 */
export async function readDocument(
  scope: Scope,
  { user_id, version }: Versioned,
): Promise<KeptDocument | undefined> {
  const { db, institution } = scope
  const kept = cacheOf(scope)?.get(nameOf(scope, user_id))
  return kept?.version === version ? kept : readMissing({ db, institution }, user_id)
}

const readMissing = readTogether(async (scope: Scope, userIds: readonly number[]) => {
  const cache = cacheOf(scope)
  const { rows } = await sql<Row>`${prepared}
    select u.user_id, u.revision, ${versionOf} as version, ${documentOf()}::text as document,
      u.created_by, ${isoText('created_at')} as created_at, u.updated_by, ${isoText('updated_at')} as updated_at,
      u.updated_by_task_id
    from user_account u
    where u.institution_id = ${scope.institution.institutionId}
      and u.user_id = any (${sql.val(userIds)}::bigint[])`.execute(scope.db)
  return new Map(
    rows.map((row): [number, KeptDocument] => {
      const { user_id, version, revision } = row
      const document = frozen(JSON.parse(row.document) as RecordDocument)
      const kept = { version, revision, document, origin: originOf(row) }
      cache?.set(nameOf(scope, user_id), kept, { size: row.document.length })
      return [user_id, kept]
    }),
  )
})

type Origin = {
  created_by: string
  created_at: string
  updated_by: string
  updated_at: string
  updated_by_task_id: number | null
}
type Row = Versioned & Origin & { revision: number; document: string }

/** SQL: a moment as `Date.toISOString` writes it. */
const isoText = (column: string) => sql`to_char(${sql.ref(`u.${column}`)}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const originOf = (row: Origin): KeptDocument['origin'] => ({
  createdBy: row.created_by,
  createdAt: row.created_at,
  updatedBy: row.updated_by,
  updatedAt: row.updated_at,
  ...(row.updated_by_task_id === null ? {} : { updatedByTaskId: row.updated_by_task_id }),
})

/** Inside a transaction nothing is kept: what it writes has the same version until it ends. */
function cacheOf({ db }: Scope): LRUCache<string, KeptDocument> | undefined {
  if (db.isTransaction) return undefined
  const cache = caches.get(db) ?? new LRUCache<string, KeptDocument>({ maxSize: mostCharacters })
  caches.set(db, cache)
  return cache
}

const nameOf = ({ institution }: Scope, userId: number) => `${institution.institutionId}/${userId}`

function frozen(document: RecordDocument): RecordDocument {
  for (const value of Object.values(document)) if (typeof value === 'object') Object.freeze(value)
  return Object.freeze(document)
}
