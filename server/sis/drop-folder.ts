import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { SisProfile } from '../../contract/sis.ts'
import type { Context } from '../context.ts'
import { listSisProfiles } from './profiles.ts'
import { planFeedTask } from './synchronise.ts'

export type DropFolder = {
  dataFolder: string
  wake: (taskId: number) => Promise<void>
  /** Somebody says that what lies there has come as a whole. */
  isComplete?: boolean
}

/** A file that has changed within this time may still be on its way. */
const quietMilliseconds = 30_000

/**
 * Turns feeds that lie in the folders of profiles into tasks. A feed is claimed by renaming it to `.handled`, as Alma
 * does, so that it is taken once, by one process. Other names, and files that are still growing, are left alone.
 */
export async function takeDroppedFeeds(ctx: Context, door: DropFolder): Promise<void> {
  for (const profile of await listSisProfiles(ctx)) await takeFeedsOf(ctx, door, profile)
}

/** The same for one profile; gives the ids of the tasks. */
export async function takeFeedsOf(ctx: Context, door: DropFolder, profile: SisProfile): Promise<number[]> {
  const folder = folderOf(profile, door.dataFolder)
  return folder === null ? [] : takeFrom(ctx, { ...door, profile, folder })
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
): Promise<number[]> {
  const taskIds: number[] = []
  await mkdir(from.folder, { recursive: true, mode: 0o700 })
  for (const fileName of await settledFeeds(ctx, from)) {
    const path = await claim(ctx, from.folder, fileName)
    if (path === null) continue
    const taskId = await planFeedTask(ctx, {
      profileCode: from.profile.code,
      path,
      fileName,
      isDropped: true,
    })
    ctx.log.info({ taskId, profile: from.profile.code }, 'feed taken from the folder')
    await from.wake(taskId)
    taskIds.push(taskId)
  }
  return taskIds
}

async function settledFeeds(
  ctx: Context,
  { folder, isComplete = false }: { folder: string; isComplete?: boolean },
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter(entry => entry.isFile() && /\.(zip|xml)$/i.test(entry.name))
  const settled: string[] = []
  for (const { name } of names) {
    // Another process may just have taken it.
    const file = await stat(join(folder, name)).catch(() => null)
    if (file && (isComplete || ctx.now().getTime() - file.mtimeMs >= quietMilliseconds)) settled.push(name)
  }
  return settled.sort()
}

/** The new path of the feed, or null if another process was faster. A feed of the same name from before stays. */
async function claim(ctx: Context, folder: string, fileName: string): Promise<string | null> {
  const usual = join(folder, `${fileName}.handled`)
  const moment = ctx.now().toISOString().replace(/\W/g, '')
  const path = existsSync(usual) ? join(folder, `${fileName}.${moment}.handled`) : usual
  try {
    await rename(join(folder, fileName), path)
    return path
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
