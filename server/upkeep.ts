import { sql } from 'kysely'
import { deleteOldHistory } from './changes/delete-old-history.ts'
import { addHistoryMonths } from './changes/history-months.ts'
import type { Context } from './context.ts'
import { type LetterDoor, sendDueLetters } from './letters/send-due-letters.ts'
import { type DropFolder, takeDroppedFeeds } from './sis/drop-folder.ts'
import { feedFolderIn, removeEndedFeeds } from './sis/remove-ended-feeds.ts'
import { removeOrphanedFiles } from './storage/remove-orphaned-files.ts'
import { destroyExpiredKeys } from './vault/keys.ts'

/**
 * What has to be done every minute or so; each step is cheap when there is nothing to do. A step that fails, because a
 * folder cannot be read for instance, is logged and keeps nothing else from happening.
 */
export async function upkeep(ctx: Context, door: DropFolder & LetterDoor): Promise<void> {
  const steps: Record<string, () => Promise<void>> = {
    'history months': () => addHistoryMonths(ctx.db, ctx.now()),
    'old history': () => deleteHistory(ctx),
    'vault keys': () => destroyKeys(ctx),
    'orphaned files': () => removeFiles(ctx),
    sessions: () => removeExpiredSessions(ctx),
    'ended feeds': () => removeEndedFeeds(ctx, feedFolderIn(door.dataFolder)),
    'dropped feeds': () => takeDroppedFeeds(ctx, door),
    // Last, because a slow mail server takes its time.
    letters: () => sendDueLetters(ctx, door),
  }
  for (const [step, run] of Object.entries(steps)) {
    await run().catch(error => ctx.log.error({ step, err: error }, 'upkeep'))
  }
}

async function deleteHistory(ctx: Context): Promise<void> {
  const deleted = await deleteOldHistory(ctx)
  if (deleted) ctx.log.info(deleted, 'history deleted that is older than the institution keeps it')
}

async function destroyKeys(ctx: Context): Promise<void> {
  const destroyed = await destroyExpiredKeys(ctx)
  if (destroyed > 0) ctx.log.info({ destroyed }, 'vault keys destroyed: the purges behind them are final')
}

async function removeFiles(ctx: Context): Promise<void> {
  const removed = await removeOrphanedFiles(ctx)
  if (removed > 0) ctx.log.info({ removed }, 'files removed that nothing names any more')
}

async function removeExpiredSessions(ctx: Context): Promise<void> {
  await sql`delete from session where institution_id = ${ctx.institution.institutionId}
    and expires_at < ${ctx.now()}`.execute(ctx.db)
}
