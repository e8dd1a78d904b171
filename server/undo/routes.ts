import { undoTask as undoEndpoint } from '../../contract/tasks.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { undoTask } from './undo.ts'

/** Undoing any task that can be undone (features P4). */
export function undoRoutes(door: TaskDoor): Routes {
  const { definitions } = door
  return mount => {
    mount(undoEndpoint, async (ctx, { params, body }) =>
      wakeAndRead(ctx, door, await undoTask(ctx, { definitions, ...params, ...body })),
    )
  }
}
