import { sql } from 'kysely'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import {
  type AlmaRecord,
  type Patrons,
  patronsOf,
  peopleOf,
  readOneForAlma,
  recentAlmaWords,
} from '../../alma-user/read-alma-user.ts'
import { type AlmaExtras, type AlmaWords, toAlmaJson } from '../../alma-user/to-alma-json.ts'
import type { Context } from '../../context.ts'
import { prepared } from '../../db/prepared.ts'
import { readTogether } from '../../db/read-together.ts'
import { readDocument, type Versioned, versionOf } from '../../fields/kept-documents.ts'
import { usersNamed } from '../find-user.ts'
import type { Answer } from '../operation.ts'

export type UserRecord = AlmaRecord & { userId: number }

type Row = Versioned & Patrons & { key: string }

/** Finds and reads together with other calls of the moment; the key is one of `keyOf`. */
export async function readNamed(
  ctx: Pick<Context, 'db' | 'institution' | 'asOf'>,
  key: string,
): Promise<UserRecord | undefined> {
  const row = await readRow(ctx, key)
  const kept = row && (await readDocument(ctx, row))
  return kept && { userId: row.user_id, document: kept.document, people: row.people }
}

const readRow = readTogether(async (ctx: Pick<Context, 'db' | 'institution'>, keys: readonly string[]) => {
  const { institutionId } = ctx.institution
  const { rows } = await sql<Row>`${prepared}
      select n.key, u.user_id, ${versionOf} as version, ${patronsOf} from (${usersNamed(institutionId, keys)}) n
      join user_account u on u.institution_id = ${institutionId} and u.user_id = n.user_id`.execute(ctx.db)
  return new Map(rows.map(row => [row.key, { ...row, people: peopleOf(row) }]))
})

/** The whole user as Alma answers it after a change, too; throws `not_found`. */
export async function answerUser(ctx: Context, userId: number): Promise<Answer> {
  const record = { userId, ...(await readOneForAlma(ctx, userId)) }
  return { root: 'user', tree: userTree(ctx, record, { words: await recentAlmaWords(ctx) }) }
}

type Telling = { words: Omit<AlmaWords, 'people'>; extras?: AlmaExtras }

/** Everything about one user; where accounts are linked with other institutions, also by what (facts: alma-api §1.3). */
export function userTree(ctx: Context, record: UserRecord, { words, extras = {} }: Telling): AlmaTree {
  const { userId, document, people } = record
  const { source_institution_code: source, source_link_id: link } = document
  return {
    ...toAlmaJson(document, { ...words, people }, extras),
    ...(source && link ? { source_institution_code: String(source), source_link_id: String(link) } : {}),
    ...(ctx.institution.settings.partnerInstitutions.length > 0 ? { linking_id: String(userId) } : {}),
  }
}
