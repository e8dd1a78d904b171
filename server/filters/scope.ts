import { sql } from 'kysely'
import type { Filter } from '../../contract/filter.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { FilterScope } from './compile.ts'

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
  await collectSets(ctx, filter, { logicalSets, within: [] })
  return {
    institutionId: ctx.institution.institutionId,
    today: dateIn(ctx.institution.timeZone, ctx.now()),
    protectedPatterns: ctx.institution.settings.protectedPatterns,
    logicalSets,
    ...(among ? { among } : {}),
  }
}

async function collectSets(
  ctx: Context,
  filter: Filter,
  found: { logicalSets: Map<number, Filter>; within: readonly number[] },
): Promise<void> {
  for (const setId of setsIn(filter)) {
    if (found.within.includes(setId))
      throw appError('invalid_filter', { path: `set ${setId}`, rule: 'contains_itself' })
    const { rows } = await sql<{ filter: Filter | null }>`
      select filter from user_set where institution_id = ${ctx.institution.institutionId} and set_id = ${setId}
        and ${visibleTo(ctx)}`.execute(ctx.db)
    if (!rows[0]) throw appError('not_found', { entity: 'set', id: setId })
    if (!rows[0].filter) continue
    found.logicalSets.set(setId, rows[0].filter)
    await collectSets(ctx, rows[0].filter, { ...found, within: [...found.within, setId] })
  }
}

/** Private sets are for their owner; a task was allowed its set when it was created. */
export function visibleTo(ctx: Context) {
  return ctx.actor.kind === 'staff'
    ? sql<boolean>`(not is_private or created_by_user_id = ${ctx.actor.userId})`
    : sql<boolean>`true`
}

function setsIn(filter: Filter): number[] {
  if ('set' in filter) return [filter.set]
  if ('and' in filter) return filter.and.flatMap(setsIn)
  if ('or' in filter) return filter.or.flatMap(setsIn)
  return 'not' in filter ? setsIn(filter.not) : []
}
