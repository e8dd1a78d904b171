import * as contract from '../../contract/bursar.ts'
import type { Routes } from '../http/mount.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { bursarFile } from './bursar-file.ts'
import { planExportTask } from './export-fees.ts'

/** Fees that the bursar collects (features G5). */
export function bursarRoutes(door: TaskDoor): Routes {
  return mount => {
    mount(contract.planBursarExport, async (ctx, { body }) =>
      wakeAndRead(ctx, door, await planExportTask(ctx, body)),
    )
    mount(contract.downloadBursarFile, (ctx, { params, query }) => bursarFile(ctx, { ...params, ...query }))
  }
}
