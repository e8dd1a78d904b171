import { sql } from 'kysely'
import { addHistoryMonths } from './changes/history-months.ts'
import type { Context } from './context.ts'
import { type DropFolder, takeDroppedFeeds } from './sis/drop-folder.ts'
import { feedFolderIn, removeEndedFeeds } from './sis/remove-ended-feeds.ts'
import { destroyExpiredKeys } from './vault/keys.ts'

/**
 * What has to be done every minute or so; each step is cheap when there is nothing to do. A step that fails, because a
 * folder cannot be read for instance, is logged and keeps nothing else from happening.
 */
export async function upkeep(ctx: Context, door: DropFolder): Promise<void> {
  const steps: Record<string, () => Promise<void>> = {
    'history months': () => addHistoryMonths(ctx.db, ctx.now()),
    'vault keys': () => destroyKeys(ctx),
    sessions: () => removeExpiredSessions(ctx),
    'ended feeds': () => removeEndedFeeds(ctx, feedFolderIn(door.dataFolder)),
    'dropped feeds': () => takeDroppedFeeds(ctx, door),
  }
  for (const [step, run] of Object.entries(steps)) {
    await run().catch(error => ctx.log.error({ step, err: error }, 'upkeep'))
  }
}

async function destroyKeys(ctx: Context): Promise<void> {
  const destroyed = await destroyExpiredKeys(ctx)
  if (destroyed > 0) ctx.log.info({ destroyed }, 'vault keys destroyed: the purges behind them are final')
}

async function removeExpiredSessions(ctx: Context): Promise<void> {
  await sql`delete from session where institution_id = ${ctx.institution.institutionId}
    and expires_at < ${ctx.now()}`.execute(ctx.db)
}
