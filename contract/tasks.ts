import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { closed, Id, PageQuery, pageOf } from './page.ts'

export const taskStatuses = [
  'planning',
  'planned',
  'applying',
  'stopped',
  'completed',
  'failed',
  'cancelled',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** A mass change: what was asked, what the plan says, how far the run is. */
export const Task = Type.Object({
  taskId: Type.Integer(),
  kind: Type.String(),
  name: Type.String(),
  status: Type.Enum(taskStatuses),
  isStopRequested: Type.Boolean(),
  parameters: Type.Record(Type.String(), Type.Unknown()),
  createdBy: Type.String(),
  createdAt: Type.String(),
  confirmedBy: Type.Optional(Type.String()),
  startedAt: Type.Optional(Type.String()),
  endedAt: Type.Optional(Type.String()),
  planned: Type.Object({
    total: Type.Integer(),
    change: Type.Integer(),
    keep: Type.Integer(),
    reject: Type.Integer(),
  }),
  done: Type.Integer(),
  skipped: Type.Integer(),
  undoesTaskId: Type.Optional(Type.Integer()),
  undoneByTaskId: Type.Optional(Type.Integer()),
  canUndo: Type.Boolean(),
  facts: Type.Record(Type.String(), Type.Unknown()),
  error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
})
export type Task = Static<typeof Task>

/** How many of the plan (and of the run) have which outcome for which reason. */
export const OutcomeCount = Type.Object({
  outcome: Type.String(),
  reason: Type.Optional(Type.String()),
  count: Type.Integer(),
})
export type OutcomeCount = Static<typeof OutcomeCount>

export const TaskReport = Type.Object({
  task: Task,
  /** Of the plan, by outcome, then by outcome and reason (someone with two reasons counts in both). */
  outcomes: Type.Array(OutcomeCount),
  reasons: Type.Array(OutcomeCount),
  /** Of the run: `done`, and `skipped` by reason. */
  results: Type.Array(OutcomeCount),
})
export type TaskReport = Static<typeof TaskReport>

export const TaskOutcome = Type.Object({
  position: Type.Integer(),
  userId: Type.Optional(Type.Integer()),
  subject: Type.String(),
  name: Type.Optional(Type.String()),
  outcome: Type.String(),
  reasons: Type.Array(Type.String()),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  changes: Type.Array(
    Type.Object({
      path: Type.String(),
      old: Type.Optional(Type.Unknown()),
      new: Type.Optional(Type.Unknown()),
    }),
  ),
  result: Type.Optional(Type.String()),
  resultReasons: Type.Optional(Type.Array(Type.String())),
})
export type TaskOutcome = Static<typeof TaskOutcome>

export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  permission: 'tasks.view',
  summary: 'Tasks, newest first',
  query: closed({ ...PageQuery, kind: Type.Optional(Type.String({ maxLength: 40 })) }),
  response: pageOf(Task),
})

export const readTask = endpoint({
  method: 'GET',
  path: '/api/tasks/:taskId',
  permission: 'tasks.view',
  summary: 'One task with its counts by outcome and reason',
  params: closed({ taskId: Id }),
  response: TaskReport,
})

export const listOutcomes = endpoint({
  method: 'GET',
  path: '/api/tasks/:taskId/outcomes',
  permission: 'tasks.view',
  summary: 'Users of a plan, by outcome, reason or result',
  params: closed({ taskId: Id }),
  query: closed({
    ...PageQuery,
    outcome: Type.Optional(Type.String({ maxLength: 20 })),
    reason: Type.Optional(Type.String({ maxLength: 60 })),
    result: Type.Optional(Type.String({ maxLength: 20 })),
  }),
  response: pageOf(TaskOutcome),
})

export const downloadOutcomes = endpoint({
  method: 'GET',
  path: '/api/tasks/:taskId/download',
  permission: 'tasks.view',
  summary: 'Plan and outcome of a task as CSV or XLSX',
  params: closed({ taskId: Id }),
  query: closed({ format: Type.Enum(['csv', 'xlsx']) }),
  download: true,
})

const taskId = { params: closed({ taskId: Id }), response: TaskReport } as const

/** `count` must be the number of users that the plan would change: whoever confirms has read it. */
export const confirmTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/confirm',
  permission: 'tasks.view',
  summary: 'Confirm a plan by naming the number of users that it changes',
  ...taskId,
  body: closed({ count: Type.Integer({ minimum: 0 }) }),
})

export const stopTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/stop',
  permission: 'tasks.view',
  summary: 'Stop after the chunk that is under way',
  ...taskId,
})

export const resumeTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/resume',
  permission: 'tasks.view',
  summary: 'Go on with a stopped task',
  ...taskId,
})

export const cancelTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/cancel',
  permission: 'tasks.view',
  summary: 'Put a plan aside without applying it',
  ...taskId,
})

/** Plans a task that undoes this one, whole or for some users; values changed since are reported, not overwritten. */
export const undoTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/undo',
  permission: 'tasks.undo',
  summary: 'Plan the undoing of a task',
  ...taskId,
  body: closed({ userIds: Type.Optional(Type.Array(Id, { maxItems: 10_000 })) }),
})
