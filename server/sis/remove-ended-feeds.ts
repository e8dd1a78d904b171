import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** Where uploaded feeds and files of courses wait for their tasks. */
export const feedFolderIn = (dataFolder: string): string => join(dataFolder, 'feeds')

/** After so long, an upload without a task is what a crash left behind. */
const hoursToWait = 24

/**
 * Removes uploaded feeds whose tasks have ended for good, and uploads that never got one: they are full of personal
 * data. Failed and stopped tasks keep theirs, because they can go on. Touches nothing outside `feedFolder`.
 */
export async function removeEndedFeeds(ctx: Context, feedFolder: string): Promise<void> {
  const names = await readdir(feedFolder).catch(() => [])
  if (names.length === 0) return
  const { rows } = await sql<{ name: string; is_over: boolean }>`
    select t.name, bool_and(t.status in ('completed', 'cancelled')) as is_over
    from (select status, regexp_replace(parameters ->> 'path', '^.*[/\\\\]', '') as name from task
      where kind in ('sis', 'courses')) t
    where t.name = any (${names}::text[]) group by t.name`.execute(ctx.db)
  const ofTasks = new Map(rows.map(row => [row.name, row.is_over]))
  for (const name of names) {
    const path = join(feedFolder, name)
    if (ofTasks.get(name) ?? (await isAbandoned(ctx, path))) await rm(path, { force: true })
  }
}

async function isAbandoned(ctx: Context, path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path)
  return ctx.now().getTime() - mtimeMs > hoursToWait * 3_600_000
}
