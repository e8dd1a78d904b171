import { sql } from 'kysely'
import type { SisProfile } from '../../contract/sis.ts'
import { createUsers } from '../changes/create-users.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import type { Context } from '../context.ts'
import { segments } from '../fields/segments.ts'
import { writePlannedPatches } from '../tasks/apply-patches.ts'
import { createTask } from '../tasks/create-task.ts'
import type { Chunk, TaskDefinition } from '../tasks/definition.ts'
import { markResults, ofChunk } from '../tasks/outcomes.ts'
import { readFeed } from './feed/read-feed.ts'
import { planFeed } from './plan-feed.ts'
import { readSisProfile } from './profiles.ts'

/** Loading people from a student information system (features R). */
export const synchronise: TaskDefinition = {
  kind: 'sis',
  permission: 'sis.run',
  source: 'sis',
  chunkSize: 1000,
  undoneBy: 'undo',
  isConfirmedByItself: ({ parameters }) =>
    parameters['isDropped'] === true && (parameters['profile'] as SisProfile).confirmation === 'automatic',
  plan: (ctx, task) => planFeed(ctx, task, options => readFeed(task.parameters['path'] as string, options)),
  applyChunk: async (ctx, chunk) => {
    const skipped = new Map([
      ...(await createPlanned(ctx, chunk)),
      ...(await writePlannedPatches(ctx, chunk)),
    ])
    await markResults(ctx, chunk, skipped)
  },
}

export type FeedInput = { profileCode: string; path: string; fileName: string; isDropped?: boolean }

/** Puts a feed that lies at `path` on the list, to be planned. The profile is kept with the task as it is now. */
export async function planFeedTask(ctx: Context, input: FeedInput): Promise<number> {
  const profile = await readSisProfile(ctx, input.profileCode)
  const action = profile.action === 'import' ? 'IMPORT' : 'SYNCHRONIZE'
  return createTask(ctx, synchronise, {
    name: `Users ${action} using profile ${profile.name}: ${input.fileName}`.slice(0, 255),
    parameters: { profile, path: input.path, fileName: input.fileName, isDropped: input.isDropped ?? false },
  })
}

/** Creates the new people of the chunk, but those whose identifiers have been taken since the plan. */
async function createPlanned(ctx: Context, chunk: Chunk): Promise<Map<number, string[]>> {
  const planned = sql`select o.user_id, o.new, o.details from task_outcome o
    where ${ofChunk(ctx, chunk)} and o.old is null and o.new is not null`
  const taken = await takenIdentifiers(ctx, sql`select user_id, new as patch from (${planned}) p`)
  await createUsers(ctx, chunk.changeSet, {
    rows: sql`select user_id, new as document, (details ->> 'fingerprint')::uuid as fingerprint from (${planned}) p
      where user_id <> all (${[...taken.keys()]}::bigint[])`,
    kinds: segments.map(segment => segment.kind),
  })
  return new Map([...taken.keys()].map(userId => [userId, ['identifier_taken']]))
}
