import { type RawBuilder, sql } from 'kysely'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { Filter } from '../../contract/filter.ts'
import { dateIn } from '../calendar.ts'
import { differenceOf } from '../changes/difference.ts'
import { sparesRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { compileFilter, type FilterScope } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { matching } from '../filters/select-users.ts'
import type { TaskRow } from '../tasks/definition.ts'
import { isRemoval, removalPatch } from './removals.ts'

export type UpdateParameters = { population: Filter; changes: FieldChange[]; reason?: string }

/** Plans the Update users job in one statement: per user what would change, or why nothing would. */
export async function planUpdate(ctx: Context, task: TaskRow): Promise<void> {
  const { population, changes } = task.parameters as unknown as UpdateParameters
  const where = await matching(ctx, population)
  const scope = await scopeFor(ctx, population)
  const untouchable = untouchableIn(ctx, changes, scope)
  const difference = differenceOf(
    {
      rows: sql`select user_id, patch, null::jsonb as expected, null::integer as expected_revision,
        null::uuid as fingerprint from population where untouchable is null and not wrong_kind and patch <> '{}'`,
      touched: {
        scalars: changes.filter(change => !isRemoval(change)).map(change => change.field),
        kinds: changes.filter(isRemoval).map(change => change.field),
      },
    },
    {
      institutionId: ctx.institution.institutionId,
      today: dateIn(ctx.institution.timeZone, ctx.now()),
      source: 'task',
    },
  )
  await sql`
    with population as materialized (
      select u.user_id, u.primary_id, ${untouchable} as untouchable,
        u.record_type = 'CONTACT' and ${changes.some(change => fieldNamed(change.field)?.notForContacts)} as wrong_kind,
        ${sql.join(
          changes.map(change => (isRemoval(change) ? removalPatch(change, scope) : patchOf(change))),
          sql` || `,
        )} as patch
      from user_account u where ${where}),
    difference as materialized (${difference})
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, old, new)
    select ${ctx.institution.institutionId}, ${task.task_id}, row_number() over (order by p.user_id), p.user_id,
      p.primary_id, case when d.new is null then 'keep' else 'change' end,
      case when p.untouchable is not null then array[p.untouchable] when p.wrong_kind then array['not_for_contacts']
        when p.patch = '{}' then array['condition_not_met'] when d.new is null then array['unchanged'] else '{}' end,
      d.old, d.new
    from population p left join difference d using (user_id)`.execute(ctx.db)
}

/**
 * SQL for why the job leaves the user `u` alone whatever the population is, or null. Status and expiry of somebody who
 * administers the institution are changed by hand, where it is seen whether others are left.
 */
export function untouchableIn(
  ctx: Context,
  changes: readonly FieldChange[],
  scope: FilterScope,
): RawBuilder<string | null> {
  const when = (field: string, reason: string) =>
    sql`when ${compileFilter({ field, op: 'eq', value: true }, scope)} then ${sql.lit(reason)}`
  const isAboutRights = changes.some(change => ['status', 'expiry_date', 'role'].includes(change.field))
  return sql`case ${sql.join(
    [
      when('is_protected', 'protected'),
      ...(sparesRestricted(ctx) ? [when('is_restricted', 'restricted')] : []),
      ...(isAboutRights ? [when('is_administrator', 'administrator')] : []),
    ],
    sql` `,
  )} end`
}

/** The change as a patch object, empty where its condition does not hold for the user. */
function patchOf(change: FieldChange): RawBuilder<unknown> {
  const isCleared = change.value === '' || (Array.isArray(change.value) && change.value.length === 0)
  const patch = sql`${JSON.stringify({ [change.field]: isCleared ? null : change.value })}::jsonb`
  const column = sql.ref(`u.${change.field}`)
  const isEmpty = sql`coalesce(nullif(${column}::text, ''), '[]') = '[]'`
  if (change.condition === 'if_empty') return sql`case when ${isEmpty} then ${patch} else '{}' end`
  if (change.condition === 'if_not_empty') return sql`case when not ${isEmpty} then ${patch} else '{}' end`
  if (change.condition === 'if_was') {
    return sql`case when ${column}::text = ${change.was ?? ''} then ${patch} else '{}' end`
  }
  return patch
}
