import { type RawBuilder, sql } from 'kysely'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { Filter } from '../../contract/filter.ts'
import { untouchableIn } from '../bulk-update/plan-update.ts'
import { removalPatch } from '../bulk-update/removals.ts'
import { dateIn } from '../calendar.ts'
import { differenceOf } from '../changes/difference.ts'
import type { Context } from '../context.ts'
import type { FilterScope } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import type { TaskRow } from '../tasks/definition.ts'
import { hasUnseenRole } from './seen-roles.ts'

export type ReviewParameters = { reviewId: number; reviewName: string; removal: FieldChange }

export const everybody: Filter = { and: [] }

const deactivation: FieldChange = { field: 'status', value: 'INACTIVE', condition: 'always' }

/**
 * Plans in one statement what the decisions of a review change: all staff roles go, or the account becomes inactive. Who is
 * kept, and about whom nobody decided, is in the plan with the reason; who was purged since is in it no more.
 */
export async function planReview(ctx: Context, task: TaskRow): Promise<void> {
  const { reviewId, removal } = task.parameters as unknown as ReviewParameters
  const { institutionId, timeZone } = ctx.institution
  const scope = await scopeFor(ctx, everybody)
  const difference = differenceOf(
    {
      rows: sql`select user_id, patch, null::jsonb as expected, null::integer as expected_revision,
        null::uuid as fingerprint from decided where reason is null`,
      touched: { scalars: [deactivation.field], kinds: [removal.field] },
    },
    { institutionId, today: dateIn(timeZone, ctx.now()), source: 'task' },
  )
  await sql`
    with decided as materialized (
      select i.item_id, u.user_id, u.primary_id,
        case when i.decision is null then 'undecided' when i.decision = 'keep' then 'review_keep'
          else ${hindranceIn(ctx, scope)} end as reason,
        case i.decision when 'remove_roles' then ${removalPatch(removal, scope)}
          when 'deactivate' then ${JSON.stringify({ [deactivation.field]: deactivation.value })}::jsonb end as patch
      from access_review_item i
      join user_account u on u.institution_id = i.institution_id and u.user_id = i.user_id
      where i.institution_id = ${institutionId} and i.review_id = ${reviewId}),
    difference as materialized (${difference})
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, old, new)
    select ${institutionId}, ${task.task_id}, row_number() over (order by p.item_id), p.user_id, p.primary_id,
      case when d.new is null then 'keep' else 'change' end,
      case when p.reason is not null then array[p.reason] when d.new is null then array['unchanged'] else '{}' end,
      d.old, d.new
    from decided p left join difference d using (user_id)`.execute(ctx.db)
}

/** SQL for why nothing is taken from the user `u` of the item `i`, or null: as with other jobs, or access that nobody reviewed. */
export function hindranceIn(ctx: Context, scope: FilterScope): RawBuilder<string | null> {
  const changes: FieldChange[] = [deactivation, { field: 'role', value: null, condition: 'remove' }]
  return sql`coalesce(${untouchableIn(ctx, changes, scope)},
    case when ${hasUnseenRole(ctx)} then 'changed_since_review' end)`
}
