import { sql } from 'kysely'
import { addHistoryMonths } from './changes/history-months.ts'
import type { Context } from './context.ts'
import { type DropFolder, takeDroppedFeeds } from './sis/drop-folder.ts'
import { destroyExpiredKeys } from './vault/keys.ts'

/** What has to be done every minute or so; each step is cheap when there is nothing to do. */
export async function upkeep(ctx: Context, door: DropFolder): Promise<void> {
  await addHistoryMonths(ctx.db, ctx.now())
  const destroyed = await destroyExpiredKeys(ctx)
  if (destroyed > 0) ctx.log.info({ destroyed }, 'vault keys destroyed: the purges behind them are final')
  await sql`delete from session where institution_id = ${ctx.institution.institutionId}
    and expires_at < ${ctx.now()}`.execute(ctx.db)
  await takeDroppedFeeds(ctx, door)
}
