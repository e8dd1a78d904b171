import * as contract from '../../contract/network.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { planDistributionTask } from './distribute.ts'
import { listMembers } from './members.ts'

/** The network zone and its members (features T2). */
export function networkRoutes(door: TaskDoor): Routes {
  return mount => {
    mount(contract.listMembers, async ctx => ({ items: await listMembers(ctx) }))
    mount(contract.planDistribution, async (ctx, { body }) =>
      wakeAndRead(ctx, door, await planDistributionTask(ctx, body)),
    )
  }
}
