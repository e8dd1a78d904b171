import { sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { isOwed } from '../fields/owed-fees.ts'
import { librariesSeen } from '../fields/owned.ts'
import type { FilterScope } from './compile.ts'

/** The same scope for rules of the house, which look at everything, whatever whoever asks may see. */
export function seeingAll({ libraries: _, ...scope }: FilterScope): FilterScope {
  return scope
}

/** Sets may name each other: three times ten levels of them would be a condition of 59 049 parts. */
const maxExpandedNodes = 5000

type Found = {
  logicalSets: Map<number, Filter>
  /** Nodes of each logical set when the sets that it names are written out. */
  sizes: Map<number, number>
  within: readonly number[]
}

/**
 * What a filter needs to be compiled now: today, protected patterns, and the filters of the logical sets that it
 * names, directly or through others. A set that is not there, not visible, or contains itself is refused.
 */
export async function scopeFor(
  ctx: Context,
  filter: Filter,
  among?: readonly number[],
): Promise<FilterScope> {
  const logicalSets = new Map<number, Filter>()
  const sizes = new Map<number, number>()
  await collectSets(ctx, filter, { logicalSets, sizes, within: [] })
  if (sizeOf(filter, sizes) > maxExpandedNodes)
    throw appError('invalid_filter', { path: 'filter', rule: 'too_large' })
  const libraries = librariesSeen(ctx)
  return {
    institutionId: ctx.institution.institutionId,
    today: dateIn(ctx.institution.timeZone, ctx.now()),
    timeZone: ctx.institution.timeZone,
    protectedPatterns: ctx.institution.settings.protectedPatterns,
    uncountedPatterns: ctx.institution.settings.uncountedPatterns,
    restrictedUserGroups: ctx.institution.settings.restrictedUserGroups,
    restrictedRoles: ctx.institution.settings.restrictedRoles,
    isOwed: isOwed(ctx.institution, sql.ref('status')),
    logicalSets,
    ...(among ? { among } : {}),
    ...(libraries ? { libraries } : {}),
  }
}

/** Only what the filter itself names must be visible: whoever shares a set shares what it is built on. */
async function collectSets(ctx: Context, filter: Filter, found: Found): Promise<void> {
  const isNamed = found.within.length === 0
  for (const setId of new Set(setsIn(filter))) {
    if (found.within.includes(setId))
      throw appError('invalid_filter', { path: `set ${setId}`, rule: 'contains_itself' })
    if (!isNamed && found.logicalSets.has(setId)) continue
    const { rows } = await sql<{ filter: Filter | null }>`
      select filter from user_set where institution_id = ${ctx.institution.institutionId} and set_id = ${setId}
        and ${isNamed ? visibleTo(ctx) : sql`true`}`.execute(ctx.db)
    if (!rows[0]) throw appError('not_found', { entity: 'set', id: setId })
    if (!rows[0].filter) continue
    found.logicalSets.set(setId, rows[0].filter)
    await collectSets(ctx, rows[0].filter, { ...found, within: [...found.within, setId] })
    found.sizes.set(setId, sizeOf(rows[0].filter, found.sizes))
  }
}

function sizeOf(filter: Filter, sizes: ReadonlyMap<number, number>): number {
  const sum = (filters: readonly Filter[]) => filters.reduce((total, one) => total + sizeOf(one, sizes), 1)
  if ('and' in filter) return sum(filter.and)
  if ('or' in filter) return sum(filter.or)
  if ('not' in filter) return sum([filter.not])
  if ('set' in filter) return 1 + (sizes.get(filter.set) ?? 0)
  return 'some' in filter && filter.where ? sum([filter.where]) : 1
}

/** Private sets are for their owner; a task was allowed its set when it was created. */
export function visibleTo(ctx: Context) {
  const isPersonal = ctx.actor.kind === 'staff' || ctx.actor.kind === 'key'
  return isPersonal ? sql<boolean>`(not is_private or ${ownedBy(ctx)})` : sql<boolean>`true`
}

/** Whether the actor owns a set. What a program made belongs to all programs, as in Alma, where they are one user. */
export function ownedBy({ actor }: Context) {
  if (actor.kind === 'staff') return sql<boolean>`coalesce(created_by_user_id = ${actor.userId}, false)`
  return actor.kind === 'key' ? sql<boolean>`origin = 'api'` : sql<boolean>`false`
}

function setsIn(filter: Filter): number[] {
  if ('set' in filter) return [filter.set]
  if ('and' in filter) return filter.and.flatMap(setsIn)
  if ('or' in filter) return filter.or.flatMap(setsIn)
  return 'not' in filter ? setsIn(filter.not) : []
}
