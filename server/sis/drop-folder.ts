import { mkdir, readdir, rename } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { SisProfile } from '../../contract/sis.ts'
import type { Context } from '../context.ts'
import { listSisProfiles } from './profiles.ts'
import { planFeedTask } from './synchronise.ts'

export type DropFolder = { dataFolder: string; wake: (taskId: number) => Promise<void> }

/**
 * Turns feeds that lie in the folders of profiles into tasks. A feed is claimed by renaming it to `.handled`, as Alma
 * does, so that it is taken once, by one process. Files under other names (a partial upload) are left alone.
 */
export async function takeDroppedFeeds(ctx: Context, door: DropFolder): Promise<void> {
  for (const profile of await listSisProfiles(ctx)) {
    const folder = folderOf(profile, door.dataFolder)
    if (folder !== null) await takeFrom(ctx, { ...door, profile, folder })
  }
}

/** Inside the data folder, whatever a profile says. */
function folderOf(profile: SisProfile, dataFolder: string): string | null {
  if (!profile.dropFolder) return null
  const root = resolve(dataFolder, 'sis')
  const folder = resolve(root, profile.dropFolder)
  return folder === root || folder.startsWith(root + sep) ? folder : null
}

async function takeFrom(
  ctx: Context,
  from: DropFolder & { profile: SisProfile; folder: string },
): Promise<void> {
  await mkdir(from.folder, { recursive: true, mode: 0o700 })
  const names = (await readdir(from.folder)).filter(name => /\.(zip|xml)$/i.test(name)).sort()
  for (const fileName of names) {
    const path = join(from.folder, `${fileName}.handled`)
    await rename(join(from.folder, fileName), path)
    const taskId = await planFeedTask(ctx, {
      profileCode: from.profile.code,
      path,
      fileName,
      isDropped: true,
    })
    ctx.log.info({ taskId, profile: from.profile.code }, 'feed taken from the folder')
    await from.wake(taskId)
  }
}
