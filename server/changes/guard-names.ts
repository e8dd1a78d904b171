import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { ChangeSet } from './change-set.ts'
import { namesIn } from './holders.ts'

/** So few that no transaction fills the table of locks, and enough that two editors rarely meet. */
const lockCount = 256

/**
 * Runs `write`, which writes the identifiers that the history rows of these users name. Where case matters, no unique key
 * can say that a primary identifier is nobody's other identifier in any case: writers of identifiers that are alike then
 * take turns until their transactions end, and whoever comes second gets `identifier_taken`. The lock on the institution
 * keeps the mode as it is meanwhile; only switching it conflicts with that.
 */
export async function guardingNames(
  ctx: Context,
  { changeSet, userIds }: { changeSet: ChangeSet; userIds: number[] },
  write: () => Promise<void>,
): Promise<void> {
  const { institutionId } = ctx.institution
  const names = sql`
    select n.value from user_history h cross join lateral (${namesIn(sql`h.new`)}) n
    where h.institution_id = ${institutionId} and h.change_set_id = ${changeSet.changeSetId}
      and h.at = ${changeSet.at} and h.user_id = any (${userIds}::bigint[])`
  const { rows } = await sql<{ locks: number }>`
    with mode as materialized (
      select coalesce((settings ->> 'identifiersCaseSensitive')::boolean, false) as is_on from institution
      where institution_id = ${institutionId} for key share)
    select count(pg_advisory_xact_lock(hashtextextended('name:' || ${institutionId}::text || ':' || slot, 0))) as locks
    from (
      select distinct abs(hashtext(lower(n.value)) % ${sql.lit(lockCount)}) as slot from (${names}) n
      where (select is_on from mode)
      order by slot) s`.execute(ctx.db)
  await write()
  if (Number(rows[0]!.locks) === 0) return
  const mixed = await sql`
    select from (${names}) n
    join user_identifier i on i.institution_id = ${institutionId} and i.value_key = lower(n.value)
      and i.element_id = 'primary'
    join user_identifier o on o.institution_id = ${institutionId} and lower(o.value) = lower(n.value)
      and o.value_key <> lower(o.value)
    limit 1`.execute(ctx.db)
  if (mixed.rows.length > 0) throw appError('identifier_taken')
}
