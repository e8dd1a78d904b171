import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import type { UserFacets } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { countMatching, matching } from '../filters/select-users.ts'
import { filterOf, partsOf, type Selection } from './selection.ts'

/** Exactly how many users match. */
export async function countUsers(ctx: Context, selection: Selection): Promise<number> {
  requirePermission(ctx, 'users.view')
  return countMatching(ctx, filterOf(selection))
}

type Count = { value: string; count: number }

/** For each facet: how many of the users who match everything *but* that facet have which value. */
export async function facetUsers(ctx: Context, selection: Selection): Promise<UserFacets> {
  requirePermission(ctx, 'users.view')
  const parts = partsOf(selection)
  const without = (own: keyof typeof parts): Filter => ({
    and: Object.entries(parts).flatMap(([part, filter]) => (part === own ? [] : [filter])),
  })
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const status = sql`case when u.status = 'ACTIVE' and coalesce(u.expiry_date >= ${today}, true) then 'current' else 'lapsed' end`
  const [recordType, accountType, userGroup, statuses, role] = await Promise.all([
    countBy(ctx, sql`u.record_type`, without('tab')),
    countBy(ctx, sql`u.account_type`, without('accountType')),
    countBy(ctx, sql`u.user_group`, without('userGroup')),
    countBy(ctx, status, without('status')),
    countRoles(ctx, without('role')),
  ])
  return { recordType, accountType, userGroup, status: statuses, role }
}

async function countBy(ctx: Context, expression: RawBuilder<unknown>, filter: Filter): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select ${expression} as value, count(*) as count from user_account u
    where ${await matching(ctx, filter)} and ${expression} is not null
    group by 1 order by 2 desc, 1`.execute(ctx.db)
  return rows
}

async function countRoles(ctx: Context, filter: Filter): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select r.role_type as value, count(distinct r.user_id) as count from user_role r
    join user_account u on u.institution_id = r.institution_id and u.user_id = r.user_id
    where r.institution_id = ${ctx.institution.institutionId} and ${await matching(ctx, filter)}
    group by 1 order by 2 desc, 1`.execute(ctx.db)
  return rows
}
