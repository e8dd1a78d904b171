import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import { differenceOf } from '../changes/difference.ts'
import type { Context } from '../context.ts'
import { momentText } from '../fields/complete.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import { elementOf } from '../fields/read-document.ts'
import { compileFilter } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import type { TaskRow } from '../tasks/definition.ts'
import { type CourseRow, readCourses } from './read-courses.ts'

export type CourseParameters = { path: string; fileName: string }

const batchSize = 20_000

/**
 * Plans a file of enrolments: one outcome for each user in it, whose enrolments of earlier files it replaces. A user with
 * a wrong row is left alone as a whole, because what is missing from the file is taken away.
 */
export async function planCourses(ctx: Context, task: TaskRow): Promise<void> {
  const { path, fileName } = task.parameters as unknown as CourseParameters
  const types = (await readCodeTables(ctx))['UserIdentifierTypes'] ?? []
  await forgetRows(ctx, task)
  let batch: CourseRow[] = []
  for await (const row of readCourses(path, fileName, types)) {
    if (batch.push(row) < batchSize) continue
    await keepRows(ctx, task, batch)
    batch = []
  }
  await keepRows(ctx, task, batch)
  await writePlan(ctx, task)
  await forgetRows(ctx, task)
}

async function keepRows(ctx: Context, task: TaskRow, rows: readonly CourseRow[]): Promise<void> {
  await sql`insert into enrolment_row (institution_id, task_id, file_row, identifier, course, problems)
    select ${ctx.institution.institutionId}, ${task.task_id}, "row", identifier, course, problems
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r("row" integer, identifier text, course jsonb, problems jsonb)`.execute(ctx.db)
}

async function forgetRows(ctx: Context, task: TaskRow): Promise<void> {
  await sql`delete from enrolment_row where institution_id = ${ctx.institution.institutionId}
    and task_id = ${task.task_id}`.execute(ctx.db)
}

/** Code, section and term name a course; an identifier, of whatever type, names a user. */
async function writePlan(ctx: Context, task: TaskRow): Promise<void> {
  const { institutionId } = ctx.institution
  const { fileName } = task.parameters as unknown as CourseParameters
  const protection = { field: 'is_protected', op: 'eq', value: true } as const
  const isProtected = compileFilter(protection, await scopeFor(ctx, protection))
  const key = (isPrimary: boolean) => identifierKey(institutionId, { value: sql`r.identifier`, isPrimary })
  const maker = { from_file: true, created_by: ctx.actor.name, created_at: momentText(ctx.now()) }
  const repeated = [{ field: 'enrolment.course_code', rule: 'course_contradicted' }]
  const difference = differenceOf(
    {
      rows: sql`select user_id, patch, null::jsonb as expected, null::integer as expected_revision,
        null::uuid as fingerprint from people where user_id is not null and problems = '[]' and not is_protected`,
      touched: { scalars: [], kinds: ['enrolment'] },
    },
    { institutionId, today: dateIn(ctx.institution.timeZone, ctx.now()), source: 'task' },
  )
  await sql`
    with given as materialized (
      select r.file_row, r.identifier, r.course, r.problems, i.user_id, case when r.problems = '[]' then
        'enrolment/' || md5(jsonb_build_array(r.course -> 'course_code', r.course -> 'section', r.course -> 'term')::text) end as path
      from enrolment_row r
      left join lateral (
        select user_id from user_identifier where institution_id = ${institutionId} and value_key = ${key(false)}
        union select user_id from user_identifier where institution_id = ${institutionId}
          and value_key = ${key(true)} and element_id = 'primary') i on r.identifier <> ''
      where r.institution_id = ${institutionId} and r.task_id = ${task.task_id}),
    courses as (
      select user_id, path, min(file_row) as file_row, count(distinct course) > 1 as is_contradicted,
        (array_agg(course order by file_row))[1] as course
      from given where user_id is not null and path is not null group by user_id, path),
    wrong as (
      select user_id, case when user_id is null then coalesce(nullif(lower(identifier), ''), file_row::text) end as stranger,
        identifier, file_row, problems from given where problems <> '[]' or user_id is null
      union all select user_id, null, '', file_row, ${JSON.stringify(repeated)}::jsonb from courses where is_contradicted),
    mistakes as (
      select w.user_id, w.stranger, min(w.identifier) as subject, min(w.file_row) as file_row,
        coalesce(jsonb_agg(distinct p.problem) filter (where p.problem is not null), '[]') as problems
      from wrong w left join lateral jsonb_array_elements(w.problems) p(problem) on true
      group by w.user_id, w.stranger),
    kept as (
      select e.user_id, 'enrolment/' || e.element_id as path, ${elementOf('e')} as element from user_enrolment e
      where e.institution_id = ${institutionId} and e.from_file
        and e.user_id in (select user_id from courses)),
    patches as (
      select user_id, jsonb_object_agg(path, case when c.course is null then 'null'::jsonb
        else ${JSON.stringify(maker)}::jsonb || coalesce(jsonb_strip_nulls(jsonb_build_object('created_by', k.element -> 'created_by',
          'created_at', k.element -> 'created_at')), '{}') || c.course end) as patch
      from courses c full join kept k using (user_id, path) group by user_id),
    people as materialized (
      select u.user_id, u.primary_id as subject, g.file_row, coalesce(m.file_row, g.file_row) as line,
        coalesce(m.problems, '[]') as problems, ${isProtected} as is_protected, coalesce(p.patch, '{}') as patch
      from (select user_id, min(file_row) as file_row from given where user_id is not null group by user_id) g
      join user_account u on u.institution_id = ${institutionId} and u.user_id = g.user_id
      left join patches p on p.user_id = g.user_id left join mistakes m on m.user_id = g.user_id
      union all
      select null, m.subject, m.file_row, m.file_row, m.problems, false, '{}'
      from mistakes m where m.user_id is null),
    difference as materialized (${difference})
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, details, old, new)
    select ${institutionId}, ${task.task_id}, row_number() over (order by p.file_row), p.user_id,
      coalesce(nullif(p.subject, ''), ${fileName}::text || ':' || p.file_row),
      case when p.user_id is null or p.problems <> '[]' then 'reject' when d.new is null then 'keep' else 'change' end,
      case when p.problems <> '[]' then array(select distinct e ->> 'rule' from jsonb_array_elements(p.problems) e)
        when p.user_id is null then array['unknown_user'] when p.is_protected then array['protected']
        when d.new is null then array['unchanged'] else array['updated'] end,
      jsonb_build_object('file', ${fileName}::text, 'line', p.line)
        || case when p.problems = '[]' then '{}' else jsonb_build_object('problems', p.problems) end,
      d.old, d.new
    from people p left join difference d on d.user_id = p.user_id`.execute(ctx.db)
}
