import { sql } from 'kysely'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'

const lettersPerRound = 500

/**
 * Deletes letters that are older than the institution keeps those of their kind, with the copies of their files among
 * the attachments; one that waits to be sent stays. Returns how many.
 */
export async function deleteOldLetters(ctx: Context): Promise<number> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const letterIds = await oldLetters(inner)
    if (letterIds.length === 0) return 0
    await removeCopies(inner, letterIds)
    await sql`delete from letter_outbox where institution_id = ${ctx.institution.institutionId}
      and letter_id = any (${letterIds}::bigint[])`.execute(db)
    return letterIds.length
  })
}

async function oldLetters(ctx: Context): Promise<number[]> {
  const { rows } = await sql<{ letter_id: number }>`
    select l.letter_id from letter_setting s
    join letter_outbox l on l.institution_id = s.institution_id and l.letter = s.letter and l.status <> 'QUEUED'
      and l.created_at < ${ctx.now()}::timestamptz - make_interval(days => s.retention_days)
    where s.institution_id = ${ctx.institution.institutionId} and s.retention_days is not null
    order by l.letter_id limit ${lettersPerRound} for update of l skip locked`.execute(ctx.db)
  return rows.map(row => row.letter_id)
}

async function removeCopies(ctx: Context, letterIds: number[]): Promise<void> {
  const { rows } = await sql<{ user_id: number; element_ids: string[] }>`
    select user_id, array_agg(element_id) as element_ids from user_attachment
    where institution_id = ${ctx.institution.institutionId} and letter_id = any (${letterIds}::numeric[])
    group by user_id`.execute(ctx.db)
  if (rows.length === 0) return
  const patches = rows.map(({ user_id, element_ids }) => ({
    userId: user_id,
    patch: Object.fromEntries(element_ids.map(id => [`attachment/${id}`, null])),
  }))
  await writePatches(ctx, await openChangeSet(ctx, { source: 'system' }), patchRelation(patches))
}
