/** Tabs of a record in the order that staff know (features B). */
export const recordTabs = ['general', 'contact', 'identifiers', 'notes', 'blocks', 'history'] as const
export type RecordTab = (typeof recordTabs)[number]

/** How far back the history goes, in days; `all` has no limit (features I1). */
export const historyPeriods = ['7', '30', '365', 'all'] as const
export type HistoryPeriod = (typeof historyPeriods)[number]
