import { type RawBuilder, sql } from 'kysely'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { Filter } from '../../contract/filter.ts'
import { dateIn } from '../calendar.ts'
import { differenceOf } from '../changes/difference.ts'
import type { Touched } from '../changes/patches.ts'
import { sparesRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { fieldNamed, segmentOf } from '../fields/catalogue.ts'
import { compileFilter, type FilterScope } from '../filters/compile.ts'
import { scopeFor } from '../filters/scope.ts'
import { matching } from '../filters/select-users.ts'
import type { TaskRow } from '../tasks/definition.ts'
import { accountPatch, accountTypeIn, touchedByAccount, withoutMessages } from './account-patch.ts'
import { type AddingJob, type Addition, additionPatches, elementsLikeAdded } from './additions.ts'
import { listPatches } from './code-lists.ts'
import { disablingPatch, removalPatch } from './removals.ts'
import { changesOf, wayOf } from './way-of.ts'

export type UpdateParameters = {
  population: Filter
  changes: FieldChange[]
  reason?: string
  notify?: 'social_login'
}

/** Plans the Update users job in one statement: per user what would change, or why nothing would. */
export async function planUpdate(ctx: Context, task: TaskRow): Promise<void> {
  const { population, changes } = task.parameters as unknown as UpdateParameters
  const where = await matching(ctx, population)
  const scope = await scopeFor(ctx, population)
  const job = { taskId: task.task_id, changes, institutionCode: ctx.institution.code }
  const difference = differenceOf(
    {
      rows: sql`select user_id, patch, null::jsonb as expected, null::integer as expected_revision,
        null::uuid as fingerprint from population where hindrance is null and patch <> '{}'`,
      touched: touchedBy(changes),
    },
    {
      institutionId: ctx.institution.institutionId,
      today: dateIn(ctx.institution.timeZone, ctx.now()),
      source: 'task',
    },
  )
  const nothing = changesOf('addition', changes).length > 0 ? 'has_already' : 'condition_not_met'
  // A job that only writes to people changes nobody: its plan says who is meant.
  const isOnlyNotice = sql`(${changes.length === 0} and p.hindrance is null)`
  await sql`
    with population as materialized (
      select u.user_id, u.primary_id, ${hindranceIn(ctx, changes, scope)} as hindrance,
        ${sql.join(patchesOf(job, scope), sql` || `)} as patch
      from user_account u where ${where}),
    difference as materialized (${difference})
    insert into task_outcome (institution_id, task_id, position, user_id, subject, outcome, reasons, old, new)
    select ${ctx.institution.institutionId}, ${task.task_id}, row_number() over (order by p.user_id), p.user_id,
      p.primary_id, case when d.new is null and not ${isOnlyNotice} then 'keep' else 'change' end,
      case when p.hindrance is not null then array[p.hindrance] when ${isOnlyNotice} then array['notified']
        when p.patch = '{}' then array[${nothing}] when d.new is null then array['unchanged'] else '{}' end,
      d.old, d.new
    from population p left join difference d using (user_id)`.execute(ctx.db)
}

/** SQL for why the job leaves the user `u` alone: as such, or because of the record type. */
export function hindranceIn(
  ctx: Context,
  changes: readonly FieldChange[],
  scope: FilterScope,
): RawBuilder<string | null> {
  const isForOthers = ({ field }: FieldChange) =>
    (fieldNamed(field) ?? segmentOf(field))?.notForContacts === true
  const given = changes.filter(change => ['value', 'list', 'addition'].includes(wayOf(change)))
  const notForContacts = changes.length === 0 || given.some(isForOthers)
  const notFor = changes.flatMap(change => (change as Partial<Addition>).notFor ?? [])
  return sql`coalesce(${untouchableIn(ctx, changes, scope)},
    case when u.record_type = 'CONTACT' and ${notForContacts} then 'not_for_contacts'
      when u.record_type = any (${notFor}::text[]) then 'not_for_record_type' end)`
}

/**
 * SQL for why the job leaves the user `u` alone whatever the population is, or null. Status, expiry, roles and the way to
 * sign in of somebody who administers the institution are changed by hand, where it is seen whether others are left.
 */
export function untouchableIn(
  ctx: Context,
  changes: readonly FieldChange[],
  scope: FilterScope,
): RawBuilder<string | null> {
  const when = (field: string, reason: string) =>
    sql`when ${compileFilter({ field, op: 'eq', value: true }, scope)} then ${sql.lit(reason)}`
  const isAboutRights = changes
    .filter(change => wayOf(change) !== 'addition')
    .some(change => ['status', 'expiry_date', 'role', 'account_type'].includes(change.field))
  return sql`case ${sql.join(
    [
      when('is_protected', 'protected'),
      ...(sparesRestricted(ctx) ? [when('is_restricted', 'restricted')] : []),
      ...(isAboutRights ? [when('is_administrator', 'administrator')] : []),
    ],
    sql` `,
  )} end`
}

function touchedBy(changes: readonly FieldChange[]): Touched {
  const ofAccount = changesOf('account', changes).length > 0 ? touchedByAccount : { scalars: [], kinds: [] }
  const names = new Set(changes.map(change => change.field))
  const scalars = [...names].filter(name => fieldNamed(name))
  const kinds = [...names].filter(name => segmentOf(name))
  return {
    scalars: [...new Set([...scalars, ...ofAccount.scalars])],
    kinds: [...new Set([...kinds, ...ofAccount.kinds])],
  }
}

/** What the changes make of `u`, as patches of which the later ones win. */
function patchesOf(job: AddingJob, scope: FilterScope): RawBuilder<unknown>[] {
  const { changes, institutionCode } = job
  const taking = (kind: string) => ({ institutionCode, spared: elementsLikeAdded(kind, job) })
  const accountType = accountTypeIn(changesOf('account', changes))
  const disabling = changesOf('disabling', changes)
  return [
    sql`'{}'::jsonb`,
    ...(accountType === undefined ? [] : [accountPatch(String(accountType))]),
    ...changesOf('value', changes).map(patchOf),
    ...listPatches(changesOf('list', changes)),
    ...changesOf('removal', changes).map(change => removalPatch(change, scope, taking(change.field))),
    ...disabling.map(change =>
      change.field === 'phone'
        ? withoutMessages(changes)
        : disablingPatch(change, scope, taking(change.field)),
    ),
    ...additionPatches(job, scope),
  ]
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
