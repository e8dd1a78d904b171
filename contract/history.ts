import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

/** What makes changes; `task` are mass changes, `setup` is the first start. */
export const changeSources = [
  'screen',
  'api',
  'patron',
  'sis',
  'task',
  'undo',
  'restore',
  'setup',
  'system',
  'network',
] as const

/** How far back: so many days, the calendar month before this one, or everything (features I1). */
export const historyPeriods = ['7', '30', 'month', '365', 'all'] as const
export type HistoryPeriod = (typeof historyPeriods)[number]

/** `kind`: the first entry of a record tells what it was created with. Sensitive values only say that they changed. */
export const HistoryEntry = Type.Object({
  at: Type.String(),
  actor: Type.String(),
  source: Type.String(),
  reason: Type.Optional(Type.String()),
  taskId: Type.Optional(Type.Integer()),
  kind: Type.Enum(['created', 'changed']),
  changes: Type.Array(
    Type.Object({
      path: Type.String(),
      old: Type.Optional(Type.Unknown()),
      new: Type.Optional(Type.Unknown()),
    }),
  ),
})
export type HistoryEntry = Static<typeof HistoryEntry>

export const readHistory = endpoint({
  method: 'GET',
  path: '/api/users/:userId/history',
  permission: 'users.history',
  isOwned: true,
  summary: 'Changes of one user, newest first',
  params: closed({ userId: Id }),
  query: closed({
    ...PageQuery,
    period: Type.Optional(Type.Enum([...historyPeriods])),
    source: Type.Optional(Type.Enum([...changeSources])),
    /** Part of the name of who made the change. */
    actor: Type.Optional(Type.String({ maxLength: 200 })),
    /** A field, or a kind of element such as `note`; only these changes are then told. */
    field: Type.Optional(Type.String({ maxLength: 50 })),
  }),
  response: pageOf(HistoryEntry),
})
