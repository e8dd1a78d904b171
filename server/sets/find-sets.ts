import { type RawBuilder, sql } from 'kysely'
import type { UserSet } from '../../contract/sets.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { listName } from '../fields/name-display.ts'
import { type SetRow, selectSets, wireSet } from './read-set.ts'

/** A set with the member of staff who made it, if there is one still. */
export type FoundSet = UserSet & { creator?: { primaryId: string; name: string } }

export type FindSetsInput = {
  setId?: number
  kind?: 'itemised' | 'logical'
  /** Parts of the name, and of the name or primary identifier of whoever made it; a space stands for an underscore, too. */
  names?: readonly string[]
  makers?: readonly string[]
  /** Under which name programs are known as well, for those who look for makers. */
  nameOfPrograms?: string
  limit: number
  offset: number
}

type Creator = { creator_id: string | null; creator_name: string | null }

/** One page of the sets that the actor may see, newest first, and how many there are. Logical ones are not counted. */
export async function findSets(
  ctx: Context,
  { setId, kind, names = [], makers = [], nameOfPrograms = '', limit, offset }: FindSetsInput,
): Promise<{ sets: FoundSet[]; total: number }> {
  requirePermission(ctx, 'sets.view')
  const conditions = [
    ...(setId === undefined ? [] : [sql`s.set_id = ${setId}`]),
    ...(kind ? [sql`s.kind = ${kind}`] : []),
    ...names.map(name => hasPart(sql`s.name`, name)),
    ...makers.map(
      maker => sql`(${hasPart(sql`s.created_by`, maker)}
        or s.origin = 'api' and ${hasPart(sql`${nameOfPrograms}::text`, maker)} or ${hasPart(creator(sql`u.primary_id`), maker)}
        or ${hasPart(creator(listName(ctx)), maker)})`,
    ),
  ]
  const { rows } = await sql<SetRow & Creator & { total: number }>`
    ${selectSets(
      ctx,
      sql.join([sql`true`, ...conditions], sql` and `),
      sql`, count(*) over () as total,
      ${creator(sql`u.primary_id`)} as creator_id, ${creator(listName(ctx))} as creator_name`,
    )}
    order by s.set_id desc limit ${limit} offset ${offset}`.execute(ctx.db)
  // Behind the last page no row tells how many there are.
  const total = rows[0]?.total ?? (offset > 0 || limit === 0 ? await count(ctx, conditions) : 0)
  return { sets: rows.map(foundSet), total }
}

const creator = (value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select ${value} from user_account u where u.institution_id = s.institution_id and u.user_id = s.created_by_user_id)`

const folded = (value: RawBuilder<unknown>): RawBuilder<unknown> => sql`fold(replace(${value}, '_', ' '))`

const hasPart = (value: RawBuilder<unknown>, part: string): RawBuilder<unknown> =>
  sql`position(${folded(sql`${part}::text`)} in ${folded(value)}) > 0`

async function count(ctx: Context, conditions: readonly RawBuilder<unknown>[]): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total
    from (${selectSets(ctx, sql.join([sql`true`, ...conditions], sql` and `))}) s`.execute(ctx.db)
  return rows[0]!.total
}

function foundSet(row: SetRow & Creator): FoundSet {
  const { creator_id: primaryId, creator_name: name } = row
  return { ...wireSet(row), ...(primaryId === null ? {} : { creator: { primaryId, name: name ?? '' } }) }
}
