import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import { dateIn } from '../calendar.ts'
import { differenceOf } from '../changes/difference.ts'
import type { Context } from '../context.ts'
import { momentText } from '../fields/complete.ts'
import { elementOf } from '../fields/read-document.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { matching } from '../filters/select-users.ts'
import type { TaskRow } from '../tasks/definition.ts'
import {
  type Assignment,
  type Facts,
  type GivenRole,
  readAssignment,
  roleElement,
  rolesByRule,
} from './assignment.ts'

/** Of everybody with roles by one profile, that profile; of a population, what the rules would give today. */
export type RolesParameters = { profile: string } | { population: Filter }

/** A relation of the users `u` to look at, the roles that they should have by now, and which of theirs the plan may take. */
type Aim = { users: RawBuilder<unknown>; wanted: object[]; isManaged: RawBuilder<unknown> }

/**
 * Plans in one statement who gets and loses roles. Only roles that a profile gave are taken or changed, and nobody gets
 * one that a person gave already; a role that stays keeps its status and its end.
 */
export async function planRoles(ctx: Context, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  const aim = await aimOf(ctx, task.parameters as unknown as RolesParameters, task)
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection))
  const difference = differenceOf(
    {
      rows: sql`select user_id, patch, null::jsonb as expected, null::integer as expected_revision,
        null::uuid as fingerprint from population where not is_protected and patch is not null`,
      touched: { scalars: [], kinds: ['role'] },
    },
    { institutionId, today: dateIn(ctx.institution.timeZone, ctx.now()), source: 'task' },
  )
  await sql`
    with wanted as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(aim.wanted)}::jsonb)
        as w(facts jsonb, path text, element jsonb)),
    aimed as materialized (${aim.users}),
    held as materialized (
      select r.user_id, 'role/' || r.element_id as path, r.role_type, r.scope, ${aim.isManaged} as is_managed,
        ${elementOf('r')} as element
      from user_role r join aimed a on a.user_id = r.user_id
      where r.institution_id = ${institutionId}),
    patches as materialized (
      select user_id, jsonb_object_agg(path, value) as patch from (
        select a.user_id, w.path,
          case when h.path is null then w.element else w.element || jsonb_strip_nulls(jsonb_build_object(
            'created_by', h.element -> 'created_by', 'created_at', h.element -> 'created_at',
            'status', h.element -> 'status', 'status_date', h.element -> 'status_date')) - 'expiry_date'
            || jsonb_strip_nulls(jsonb_build_object('expiry_date', h.element -> 'expiry_date')) end as value
        from aimed a join wanted w on w.facts is null or w.facts = a.facts
        left join held h on h.user_id = a.user_id and h.path = w.path
        where not exists (select from held o where o.user_id = a.user_id and not o.is_managed
          and o.role_type = w.element ->> 'role_type'
          and coalesce(o.scope, ${ctx.institution.code}) = w.element ->> 'scope')
        union all
        select h.user_id, h.path, 'null' from held h join aimed a on a.user_id = h.user_id
        where h.is_managed and not exists (select from wanted w
          where (w.facts is null or w.facts = a.facts) and w.path = h.path)) p
      group by user_id),
    population as materialized (
      select u.user_id, u.primary_id, ${isProtected} as is_protected, p.patch
      from user_account u join aimed a on a.user_id = u.user_id left join patches p on p.user_id = u.user_id
      where u.institution_id = ${institutionId}),
    difference as materialized (${difference})
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, old, new)
    select ${institutionId}, ${task.task_id}, row_number() over (order by p.user_id), p.user_id, p.primary_id,
      case when d.new is null then 'keep' else 'change' end,
      case when p.is_protected then array['protected'] when d.new is null then array['unchanged'] else '{}' end,
      d.old, d.new
    from population p left join difference d using (user_id)`.execute(ctx.db)
}

async function aimOf(ctx: Context, parameters: RolesParameters, task: TaskRow): Promise<Aim> {
  const assignment = await readAssignment(ctx)
  const origin = {
    by: task.created_by,
    moment: momentText(ctx.now()),
    today: dateIn(ctx.institution.timeZone, ctx.now()),
  }
  const rows = (roles: readonly GivenRole[], facts: Facts | null) =>
    roles.map(role => ({ facts, path: role.path, element: roleElement(role, origin) }))
  if ('profile' in parameters) {
    const { profile } = parameters
    return {
      users: sql`select distinct user_id, null::jsonb as facts from user_role
        where institution_id = ${ctx.institution.institutionId} and profile = ${profile}`,
      wanted: rows(assignment.rolesOf.get(profile) ?? [], null),
      isManaged: sql`r.profile is not distinct from ${profile}::text`,
    }
  }
  const where = await matching(ctx, parameters.population)
  const facts = sql`jsonb_build_object('recordType', u.record_type, 'userGroup', u.user_group,
    'jobCategory', u.job_category, 'accountType', u.account_type)`
  const { rows: kinds } = await sql<{ facts: Facts }>`
    select distinct ${facts} as facts from user_account u where ${where}`.execute(ctx.db)
  return {
    users: sql`select u.user_id, ${facts} as facts from user_account u where ${where}`,
    wanted: kinds.flatMap(kind => rows(rolesByRule(assignment as Assignment, kind.facts), kind.facts)),
    isManaged: sql`r.profile is not null`,
  }
}
