import type { PurgeCriteria } from '../../contract/purge.ts'

/** Days to restore if a purge names none, as the server has it (features Q5). */
export const defaultRestoreDays = 30

/** What stays if a purge names nothing, as the server has it; the choice that Alma recommends. */
export const defaultPolicy = 'keep_statistics_without_primary_id' satisfies PurgeCriteria['policy']

export const policies = ['keep_statistics_without_primary_id', 'keep_statistics', 'remove_fully'] as const
export type Policy = (typeof policies)[number]
