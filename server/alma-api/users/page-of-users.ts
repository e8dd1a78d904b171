import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../../contract/filter.ts'
import type { Context } from '../../context.ts'
import { matching } from '../../filters/select-users.ts'

type Page = { order: string; limit: number; offset: number }

/** Exactly how many users match all filters, whatever page is asked for. */
export async function countUsers(ctx: Context, filters: readonly Filter[]): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from user_account u where ${await conditionOf(ctx, filters)}`.execute(ctx.db)
  return rows[0]!.total
}

/** Ids of one page, in order. */
export async function pageOfUsers(ctx: Context, filters: readonly Filter[], page: Page): Promise<number[]> {
  const ids =
    filters.length === 0 && page.order === 'last_name'
      ? allByName(ctx, page)
      : sorted(await conditionOf(ctx, filters), page)
  const { rows } = await sql<{ user_id: number }>`${ids}`.execute(ctx.db)
  return rows.map(row => row.user_id)
}

const conditionOf = (ctx: Context, filters: readonly Filter[]) => matching(ctx, { and: [...filters] })

/** Names in the order of the house's lists: without case and accents, preferred ones first. */
const keysOf: Readonly<Record<string, RawBuilder<unknown>[]>> = {
  last_name: [sql`u.sort_name`, sql`lower(u.primary_id)`],
  first_name: [sql`coalesce(fold(u.first_name), '')`, sql`lower(u.primary_id)`],
  primary_id: [sql`lower(u.primary_id)`],
}

/** `offset 0` keeps the server from looking for few matches in the order of all. */
function sorted(where: RawBuilder<boolean>, { order, limit, offset }: Page): RawBuilder<unknown> {
  const keys = keysOf[order]!
  const columns = keys.map((key, at) => sql`${key} as ${sql.ref(`key${at}`)}`)
  const names = keys.map((_, at) => sql.ref(`key${at}`))
  return sql`select user_id from (
      select u.user_id, ${sql.join(columns)} from user_account u where ${where} offset 0) u
    order by ${sql.join(names)}, user_id limit ${limit} offset ${offset}`
}

/**
 * All users by name: the index alone says which name the page begins with and how many stand before it, so that the
 * thousandth page looks few records up more than the first (300 000 users: 0.2 s for the last one).
 */
function allByName({ institution }: Context, { limit, offset }: Page): RawBuilder<unknown> {
  const here = sql`u.institution_id = ${institution.institutionId}`
  return sql`with edge as materialized (select u.sort_name from user_account u where ${here}
      order by u.sort_name, u.user_id limit 1 offset ${offset}),
    before as materialized (select count(*) as count from user_account u
      where ${here} and u.sort_name < (select sort_name from edge))
    select u.user_id from user_account u where ${here} and u.sort_name >= (select sort_name from edge)
    order by u.sort_name, lower(u.primary_id), u.user_id
    limit ${limit} offset ${offset} - (select count from before)`
}
