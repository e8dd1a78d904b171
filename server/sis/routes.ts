import { rm } from 'node:fs/promises'
import * as contract from '../../contract/sis.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Routes } from '../http/mount.ts'
import { saveUpload } from '../http/upload.ts'
import { type TaskDoor, wakeAndRead } from '../tasks/routes.ts'
import { listSisProfiles } from './profiles.ts'
import { planFeedTask } from './synchronise.ts'

/** Student information systems (features R). Uploaded feeds stay in `feedFolder` until their task has ended. */
export function sisRoutes(door: TaskDoor, { feedFolder }: { feedFolder: string }): Routes {
  return mount => {
    mount(contract.listSisProfiles, async ctx => {
      requirePermission(ctx, 'sis.run')
      return { items: await listSisProfiles(ctx) }
    })
    mount(contract.uploadFeed, async (ctx, { parts }) => {
      const { path, fileName, fields } = await saveUpload(parts, feedFolder)
      const profileCode = fields.get('profile') ?? ''
      const planned = planFeedTask(ctx, { profileCode, path, fileName })
      await planned.catch(() => rm(path, { force: true }))
      return wakeAndRead(ctx, door, await planned)
    })
  }
}
