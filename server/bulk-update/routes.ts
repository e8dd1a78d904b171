import { planUpdate } from '../../contract/bulk-update.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { planUpdateTask } from './update-users.ts'

/** The Update users job (features P2). */
export function bulkUpdateRoutes(door: TaskDoor): Routes {
  return mount => {
    mount(planUpdate, async (ctx, { body }) => wakeAndRead(ctx, door, await planUpdateTask(ctx, body)))
  }
}
