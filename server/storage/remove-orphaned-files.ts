import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { segments } from '../fields/segments.ts'
import { dropFiles } from './stored-files.ts'

const hoursBetweenLooks = 24
const mostPerRound = 500

/** Tables of the elements that name files. */
const naming = segments.flatMap(({ store, fields }) =>
  'table' in store && fields.some(field => field.name === 'file_id') ? [store.table] : [],
)

/**
 * Removes files that nothing can name any more: no element of the user, no letter to the user, no row of the user's
 * history, from which a removal is undone, and no vault entry, from which the user comes back. Each file is looked at once a day, so that a
 * round is short. Returns how many were removed.
 */
export async function removeOrphanedFiles(ctx: Context): Promise<number> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { rows } = await sql<{ file_id: string; is_orphan: boolean }>`
      with due as (
        select institution_id, file_id, user_id from stored_file
        where institution_id = ${ctx.institution.institutionId} and checked_at <= ${lastLook(ctx)}
        order by checked_at limit ${mostPerRound} for update skip locked)
      select file_id, not (${namedBy()}) as is_orphan from due f`.execute(db)
    const namedIds = rows.filter(row => !row.is_orphan).map(row => row.file_id)
    await sql`update stored_file set checked_at = ${ctx.now()}
      where institution_id = ${ctx.institution.institutionId} and file_id = any (${namedIds}::text[])`.execute(
      db,
    )
    const orphanIds = rows.filter(row => row.is_orphan).map(row => row.file_id)
    return orphanIds.length === 0 ? 0 : dropFiles(inner, orphanIds)
  })
}

const lastLook = (ctx: Context): Date => new Date(ctx.now().getTime() - hoursBetweenLooks * 3_600_000)

/** Condition on a file `f`: something names it, or may. What the vault holds cannot be seen, only that it holds it. */
function namedBy() {
  const own = (table: string) => sql`select from ${sql.table(table)} x
    where x.institution_id = f.institution_id and x.user_id = f.user_id`
  const inHistory = sql`jsonb_path_exists(coalesce(x.old, '{}') , '$.*.file_id ? (@ == $id)', w.id)
    or jsonb_path_exists(coalesce(x.new, '{}'), '$.*.file_id ? (@ == $id)', w.id)`
  return sql.join(
    [
      ...naming.map(table => sql`exists (${own(table)} and x.file_id = f.file_id)`),
      sql`exists (${own('vault_entry')})`,
      sql`exists (${own('letter_outbox')} and x.files @> jsonb_build_array(jsonb_build_object('file_id', f.file_id)))`,
      sql`exists (select from user_history x cross join jsonb_build_object('id', f.file_id) w(id)
        where x.institution_id = f.institution_id and x.user_id = f.user_id and (${inHistory}))`,
    ],
    sql` or `,
  )
}
