import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { UserSet } from '../../contract/sets.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { readIdentifierFile } from '../spreadsheets/read-identifiers.ts'
import { insertSet, type SetNames } from './create-set.ts'
import { readSet } from './read-set.ts'

const batchSize = 20_000

type FileRow = { row: number; value: string }

/**
 * An itemised set from an uploaded file of identifiers (features O2). The file is removed afterwards. Rows that match
 * nobody are kept with their reason, to be downloaded.
 */
export async function createSetFromFile(
  ctx: Context,
  input: SetNames & { path: string; fileName: string },
): Promise<UserSet> {
  try {
    return await fillFromFile(ctx, input)
  } finally {
    await rm(input.path, { force: true })
  }
}

async function fillFromFile(
  ctx: Context,
  input: SetNames & { path: string; fileName: string },
): Promise<UserSet> {
  requirePermission(ctx, 'sets.manage')
  const identifierTypes = (await readCodeTables(ctx))['UserIdentifierTypes'] ?? []
  const file = await readIdentifierFile(input.path, input.fileName, { identifierTypes })
  return ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    const setId = await insertSet(inner, input, { origin: 'file' })
    for (let start = 0; start < file.rows.length; start += batchSize) {
      await addRows(inner, { setId, idType: file.idType, rows: file.rows.slice(start, start + batchSize) })
    }
    await addRejected(inner, setId, file.rejected)
    return readSet(inner, setId)
  })
}

/** Matches a batch of values in one statement: members into the set, the rest into the list of unmatched rows. */
async function addRows(
  ctx: Context,
  file: { setId: number; idType: string; rows: FileRow[] },
): Promise<void> {
  const { institutionId } = ctx.institution
  const key = identifierKey(institutionId, { value: sql`g.value`, isPrimary: file.idType === 'PRIMARY' })
  await sql`
    with given as (select * from unnest(${file.rows.map(one => one.row)}::integer[], ${file.rows.map(one => one.value)}::text[])
        as g(file_row, value)),
    matched as (
      select g.file_row, i.user_id from given g join user_identifier i
        on i.institution_id = ${institutionId} and i.value_key = ${key} and i.id_type = ${file.idType}),
    members as (
      insert into user_set_member (institution_id, set_id, user_id)
      select distinct ${institutionId}::integer, ${file.setId}::bigint, user_id from matched
      on conflict do nothing)
    insert into user_set_unmatched (institution_id, set_id, file_row, value, reason)
    select ${institutionId}, ${file.setId}, g.file_row, g.value, 'no_match'
    from given g left join matched m using (file_row) where m.file_row is null`.execute(ctx.db)
}

async function addRejected(
  ctx: Context,
  setId: number,
  rows: (FileRow & { reason: string })[],
): Promise<void> {
  await sql`insert into user_set_unmatched (institution_id, set_id, file_row, value, reason)
    select ${ctx.institution.institutionId}, ${setId}, file_row, value, reason
    from unnest(${rows.map(one => one.row)}::integer[], ${rows.map(one => one.value)}::text[],
      ${rows.map(one => one.reason)}::text[]) as r(file_row, value, reason)`.execute(ctx.db)
}
