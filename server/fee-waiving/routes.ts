import * as contract from '../../contract/fee-waiving.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { planFeeWaivingTask } from './plan-fee-waiving.ts'

/** Fees waived in bulk (features G6). */
export function feeWaivingRoutes(door: TaskDoor): Routes {
  return mount => {
    mount(contract.planFeeWaiving, async (ctx, { body }) =>
      wakeAndRead(ctx, door, await planFeeWaivingTask(ctx, body)),
    )
  }
}
