/** Tabs of a record in the order that staff know (seed 002, editing users). */
export const recordTabs = [
  ...(['general', 'contact', 'identifiers', 'notes', 'blocks', 'fees', 'statistics', 'attachments'] as const),
  ...(['proxies', 'roles', 'history', 'courses', 'demerits'] as const),
]
export type RecordTab = (typeof recordTabs)[number]
