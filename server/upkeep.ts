import { sql } from 'kysely'
import { sendAskedResets } from './access/password-resets.ts'
import { deleteOldSignIns } from './access/sign-in-events.ts'
import { queueReviewLetters } from './access-reviews/queue-review-letters.ts'
import { deleteOldHistory } from './changes/delete-old-history.ts'
import { endSessions } from './changes/end-sessions.ts'
import { addHistoryMonths } from './changes/history-months.ts'
import { expireRequests } from './circulation/expire-requests.ts'
import type { Context } from './context.ts'
import { deleteOldLetters } from './letters/delete-old-letters.ts'
import { type LinkDoor, queueJobLetters } from './letters/queue-job-letters.ts'
import { type LetterDoor, sendDueLetters } from './letters/send-due-letters.ts'
import { copyConsortialBlocks } from './network/consortial-blocks.ts'
import { recordSeats } from './seats/count-seats.ts'
import { type DropFolder, takeDroppedFeeds } from './sis/drop-folder.ts'
import { feedFolderIn, removeEndedFeeds } from './sis/remove-ended-feeds.ts'
import { inviteAfterJobs } from './sso/invite-after-jobs.ts'
import { removeOrphanedFiles } from './storage/remove-orphaned-files.ts'
import { destroyExpiredKeys } from './vault/keys.ts'
import { tidyEvents } from './webhooks/tidy-events.ts'

/**
 * What has to be done every minute or so; each step is cheap when there is nothing to do. A step that fails, because a
 * folder cannot be read for instance, is logged and keeps nothing else from happening.
 */
export async function upkeep(
  ctx: Context,
  door: DropFolder & LetterDoor & LinkDoor & EntranceDoor,
): Promise<void> {
  const steps: Record<string, () => Promise<void>> = {
    'history months': () => addHistoryMonths(ctx.db, ctx.now()),
    'old history': () => deleteHistory(ctx),
    'vault keys': () => destroyKeys(ctx),
    'orphaned files': () => removeFiles(ctx),
    'seat count': () => recordSeats(ctx),
    sessions: () => removeEntrances(ctx),
    'password resets': () => sendResets(ctx, door),
    requests: () => endRequests(ctx),
    'ended feeds': () => removeEndedFeeds(ctx, feedFolderIn(door.dataFolder)),
    'dropped feeds': () => takeDroppedFeeds(ctx, door),
    'old letters': () => removeLetters(ctx),
    'job letters': () => queueJobLetters(ctx, door),
    'invitations after jobs': () => inviteAfterJobs(ctx, door),
    'review letters': () => queueReviewLetters(ctx, door),
    'told webhooks': () => tidyEvents(ctx),
    'consortial blocks': () => copyBlocks(ctx),
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

async function endRequests(ctx: Context): Promise<void> {
  const ended = await expireRequests(ctx)
  if (ended > 0)
    ctx.log.info({ ended }, 'requests ended that nobody wants any more, or whose item was not fetched')
}

async function copyBlocks(ctx: Context): Promise<void> {
  const users = await copyConsortialBlocks(ctx)
  if (users > 0) ctx.log.info({ users }, 'users whose blocks follow those of other institutions')
}

async function removeLetters(ctx: Context): Promise<void> {
  const removed = await deleteOldLetters(ctx)
  if (removed > 0) ctx.log.info({ removed }, 'letters deleted that are older than the institution keeps them')
}

/** Where mailed links lead by which people get in; absent: nobody is sent one. */
type EntranceDoor = { entrance?: string }

async function sendResets(ctx: Context, { entrance }: EntranceDoor): Promise<void> {
  if (entrance !== undefined) await sendAskedResets(ctx, { origin: entrance })
}

async function removeEntrances(ctx: Context): Promise<void> {
  const { institutionId } = ctx.institution
  await sql`delete from session where institution_id = ${institutionId} and expires_at < ${ctx.now()}`.execute(
    ctx.db,
  )
  await sql`delete from sign_in_ticket
    where institution_id = ${institutionId} and expires_at < ${ctx.now()}`.execute(ctx.db)
  await endSessions(ctx)
  await deleteOldSignIns(ctx)
}
