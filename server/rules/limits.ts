import { type RawBuilder, sql } from 'kysely'
import type { Overridable, PatronLimit } from '../../contract/circulation.ts'
import type { ByGroup, Context, InstitutionSettings } from '../context.ts'
import type { RecordDocument } from '../fields/document.ts'
import { elementsOf } from '../fields/elements-of.ts'
import { isOwed } from '../fields/owed-fees.ts'

/** What limits of patrons count. Money is a decimal text. */
export type LimitFacts = { cash: string; overdues: number; overdueRecalls: number; requests: number }

/** Loans and requests `f` of the user row `u`: one's own, and those that a fulfillment proxy shares with the sponsor. */
export const sharedWith = sql`f.institution_id = u.institution_id
  and (f.user_id = u.user_id or (f.is_shared and f.proxy_id = u.user_id))`

/** Requests `f` that are neither fulfilled nor given up. */
export const isOpenRequest = sql<boolean>`f.status not in ('COMPLETED', 'CANCELLED', 'REJECTED', 'EXPIRED')`

/** What limits count of loans and requests, and all that a patron has open. */
export type OpenFacts = Omit<LimitFacts, 'cash'> & { loans: number; openRequests: number }

/** SQL for the `LimitFacts` of `u` at this moment; disputed fees do not count, and accruing ones are no fees yet (F2). */
export const limitFactsOf = (ctx: Context): RawBuilder<LimitFacts> =>
  sql`(${openFactsOf(ctx)} || jsonb_build_object('cash', (select coalesce(sum(f.balance), 0)::text from fee f
    where f.institution_id = u.institution_id and f.user_id = u.user_id and ${isOwed(ctx.institution)})))`

/** SQL for the `OpenFacts` of `u` at this moment. */
export function openFactsOf(ctx: Context): RawBuilder<OpenFacts> {
  const isOverdue = sql`f.due_at < ${ctx.now()}`
  return sql`(select jsonb_build_object('loans', l.loans, 'overdues', l.overdues, 'overdueRecalls', l.overdue_recalls,
      'openRequests', r.requests, 'requests', r.holds)
    from (select count(*) as loans, count(*) filter (where ${isOverdue}) as overdues,
        count(f.recalled_at) filter (where ${isOverdue}) as overdue_recalls
      from loan f where ${sharedWith} and f.returned_at is null) l,
      (select count(*) as requests, count(*) filter (where f.kind = 'HOLD') as holds
      from request f where ${sharedWith} and ${isOpenRequest}) r)`
}

/** A limit that is exceeded, and the actions that it forbids. */
export type Exceeded = { limit: PatronLimit; value: string; most: string; actions: readonly string[] }

type LimitSettings = Pick<
  InstitutionSettings,
  'patronLimits' | 'limitForbids' | 'demeritsEnabled' | 'demeritLimit'
>
type Facts = { document: RecordDocument; facts: LimitFacts; settings: LimitSettings }

/**
 * The limits that a patron exceeds: 0 is exceeded by one, 1 by two (facts: alma-behaviour §5.4). The request that would be
 * placed counts among the requests, so nobody ever has more than the limit.
 */
export function exceededLimits({ document, facts, settings }: Facts): Exceeded[] {
  const { patronLimits, limitForbids, demeritsEnabled, demeritLimit } = settings
  const group = String(document['user_group'] ?? '')
  const actionsOf = (name: keyof typeof limitForbids) => limitForbids[name].split('_')
  const standing = (['cash', 'overdues', 'overdueRecalls'] as const).map(limit => ({
    limit,
    value: facts[limit],
    most: forGroup<string | number>(patronLimits[limit], group),
    actions: actionsOf(limit),
  }))
  const requests = { value: facts.requests + 1, most: forGroup(patronLimits.requests, group) }
  const demerits = { value: demeritPoints(document), most: demeritsEnabled ? demeritLimit : undefined }
  return [
    ...standing,
    { limit: 'requests' as const, ...requests, actions: ['HOLD'] },
    { limit: 'demerits' as const, ...demerits, actions: ['LOAN'] },
  ]
    .filter(({ value, most }) => most !== undefined && Number(value) > Number(most))
    .map(one => ({ ...one, value: String(one.value), most: String(one.most) }))
}

/** The value for a user group, or that of all groups that are not named. */
export const forGroup = <T>(values: ByGroup<T>, group: string): T | undefined => values[group] ?? values['*']

/** All points that somebody has. */
export function demeritPoints(document: RecordDocument): number {
  return elementsOf(document, 'demerit').reduce((sum, { values }) => sum + Number(values['points'] ?? 0), 0)
}

/** Who may do it all the same when this is the reason (facts: alma-behaviour §6.1). */
export function overridableBy(
  reason: { kind: string; code?: string | undefined },
  definitions: BlockDefinitions,
  settings: Pick<InstitutionSettings, 'limitsOverridable'>,
): Overridable {
  if (reason.kind === 'limit') return settings.limitsOverridable
  return (reason.kind === 'block' && definitions[reason.code ?? '']?.overridable) || 'NONE'
}

/** Block description to what it forbids, and who may override it. */
export type BlockDefinitions = Readonly<
  Record<string, { actions?: readonly string[]; overridable?: Overridable }>
>
