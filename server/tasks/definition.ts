import type { Permission } from '../../contract/permissions.ts'
import type { TaskStatus } from '../../contract/tasks.ts'
import type { ChangeSet, ChangeSource } from '../changes/change-set.ts'
import type { Context } from '../context.ts'
import type { Json } from '../fields/document.ts'

/** The task's row: the truth about what was asked and how far it is. */
export type TaskRow = {
  task_id: number
  kind: string
  name: string
  parameters: Record<string, Json>
  status: TaskStatus
  is_stop_requested: boolean
  created_by: string
  created_by_user_id: number | null
  confirmed_by: string | null
  cursor_position: number
  change_set_id: number | null
  undoes_task_id: number | null
  facts: Record<string, Json>
  libraries: string[] | null
  spares_restricted: boolean
}

/** The part of the plan that one transaction applies: positions after `from` up to and including `to`. */
export type Chunk = { task: TaskRow; changeSet: ChangeSet; from: number; to: number }

/**
 * A kind of mass change. `plan` writes one row of `task_outcome` per member of the population and changes nothing
 * else; `applyChunk` works through the rows with outcome `change`, re-checking each, and marks what became of them.
 */
export type TaskDefinition = {
  kind: string
  permission: Permission
  source: ChangeSource
  /** Users per transaction: large enough to be set-based, small enough to stop within a second. */
  chunkSize: number
  /** Kind of the task that undoes this one; absent: it cannot be undone. */
  undoneBy?: string
  /** Whether this task applies its plan without a person; absent: never. */
  isConfirmedByItself?: (task: TaskRow) => boolean
  plan: (ctx: Context, task: TaskRow) => Promise<void>
  applyChunk: (ctx: Context, chunk: Chunk) => Promise<void>
}

export type TaskDefinitions = ReadonlyMap<string, TaskDefinition>
