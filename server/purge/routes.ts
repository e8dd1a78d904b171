import * as contract from '../../contract/purge.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { listPurgedUsers } from './list-purged-users.ts'
import { planPurgeTask } from './purge.ts'
import { planRestoreTask } from './restore.ts'

/** Purging, and bringing back (features Q). */
export function purgeRoutes(door: TaskDoor): Routes {
  return mount => {
    mount(contract.planPurge, async (ctx, { body }) => wakeAndRead(ctx, door, await planPurgeTask(ctx, body)))
    mount(contract.listPurgedUsers, (ctx, { query }) => listPurgedUsers(ctx, query))
    mount(contract.planRestore, async (ctx, { body }) =>
      wakeAndRead(ctx, door, await planRestoreTask(ctx, body.userIds)),
    )
  }
}
