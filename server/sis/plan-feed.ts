import { sql } from 'kysely'
import type { SisProfile } from '../../contract/sis.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { momentText } from '../fields/complete.ts'
import { readCodeRules } from '../institutions/code-rules.ts'
import { readAssignment } from '../registration/assignment.ts'
import type { TaskRow } from '../tasks/definition.ts'
import type { FeedBatch } from './feed/feed-types.ts'
import { readAhead } from './feed/read-ahead.ts'
import type { FeedOptions } from './feed/read-feed.ts'
import { type FeedScope, planBatch } from './plan-batch.ts'
import { rejectRepeated } from './reject-repeated.ts'

/** Part of every fingerprint: raise it when the mapping changes, so that unchanged elements are read again. */
const mappingVersion = 2

/** A feed with more broken records than this is not a feed; without an end, they would fill the disk. */
const mostBroken = 20_000

type FeedParameters = { profile: SisProfile }

/**
 * Plans a feed batch by batch, in flat memory: one outcome per record, unchanged people by fingerprint alone. A crash
 * throws the plan away. A profile that wants all or nothing refuses the feed if any record is broken.
 */
export async function planFeed(
  ctx: Context,
  task: TaskRow,
  read: (options: FeedOptions) => AsyncIterable<FeedBatch>,
): Promise<void> {
  const { profile } = task.parameters as unknown as FeedParameters
  const scope = await feedScope(ctx, task, profile)
  let broken = 0
  const batches = read({ salt: JSON.stringify([mappingVersion, profile]) })
  for await (const batch of readAhead(batches)) {
    broken += await planBatch(ctx, scope, batch)
    if (broken > mostBroken)
      throw appError('feed_refused', { message: `More than ${mostBroken} broken records.`, broken })
  }
  await rejectRepeated(ctx, task)
  await sql`update task set facts = facts || ${JSON.stringify({ brokenRecords: broken })}::jsonb
    where institution_id = ${ctx.institution.institutionId} and task_id = ${task.task_id}`.execute(ctx.db)
  if (broken > 0 && profile.onBrokenRecord === 'refuse_all') {
    const message = `${broken} broken records; the profile refuses such a feed as a whole.`
    throw appError('feed_refused', { message, broken })
  }
}

async function feedScope(ctx: Context, task: TaskRow, profile: SisProfile): Promise<FeedScope> {
  const codes = await readCodeRules(ctx)
  const { rows } = await sql<{ code: string; label: string }>`select code, label from code_value
    where institution_id = ${ctx.institution.institutionId} and table_name = 'CountryCodes'`.execute(ctx.db)
  const countryCodes = new Map(rows.map(row => [row.label.toLowerCase(), row.code]))
  for (const row of rows) countryCodes.set(row.code.toLowerCase(), row.code)
  const now = ctx.now()
  return {
    taskId: task.task_id,
    profile,
    codes,
    isCaseSensitive: ctx.institution.settings.identifiersCaseSensitive,
    countryCodes,
    moment: momentText(now),
    today: dateIn(ctx.institution.timeZone, now),
    position: 0,
    chosenIds: new Set(),
    assignment: await readAssignment(ctx),
  }
}
