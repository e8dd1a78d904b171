import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import { differenceOf } from '../changes/difference.ts'
import { type PatchRelation, type Touched, touchedBy } from '../changes/patches.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import type { Chunk } from './definition.ts'
import { ofChunk, type Skipped } from './outcomes.ts'

/**
 * Applies the chunk's planned values: to every user whose values still are the planned old ones. A plan is thereby
 * a promise about the record as it was seen; who changed meanwhile is skipped and reported. The caller may have
 * `unfit` users already. Returns who was skipped and why, those included; marking is the caller's.
 */
export async function writePlannedPatches(
  ctx: Context,
  chunk: Chunk,
  unfit: Skipped = new Map(),
): Promise<Skipped> {
  const touched = await touchedPaths(ctx, chunk)
  if (touched.scalars.length + touched.kinds.length === 0) return unfit
  const patches = without(plannedPatches(ctx, chunk, touched), [...unfit.keys()])
  const taken = await takenOf(ctx, patches)
  const free = without(patches, [...taken.keys()])
  const written = await writePatches(ctx, chunk.changeSet, free)
  const skipped = await whyNotWritten(ctx, chunk, { patches: free, handled: [...written, ...taken.keys()] })
  for (const userId of taken.keys()) skipped.set(userId, ['identifier_taken'])
  return new Map([...unfit, ...skipped])
}

/**
 * Which fields staff take over is decided when the values are written: it may have changed since the plan. An account that
 * changes its owner forgets them all.
 */
function plannedPatches(ctx: Context, chunk: Chunk, touched: Touched): PatchRelation {
  const kept = sql`case when o.new ? 'account_type' then o.new else o.new - 'locked_fields' end`
  const patch = chunk.changeSet.source === 'task' ? kept : sql`o.new`
  const rows = sql`select o.user_id, ${patch} as patch, o.old as expected, null::integer as expected_revision,
      (o.details ->> 'fingerprint')::uuid as fingerprint
    from task_outcome o where ${ofChunk(ctx, chunk)} and o.new is not null and o.old is not null`
  return { rows, touched }
}

function without(patches: PatchRelation, userIds: number[]): PatchRelation {
  if (userIds.length === 0) return patches
  return {
    ...patches,
    rows: sql`select * from (${patches.rows}) r where user_id <> all (${userIds}::bigint[])`,
  }
}

async function touchedPaths(ctx: Context, chunk: Chunk): Promise<Touched> {
  const { rows } = await sql<{ path: string }>`
    select distinct case when position('/' in key) > 0 then split_part(key, '/', 1) || '/' else key end as path
    from task_outcome o cross join lateral jsonb_object_keys(o.new) key
    where ${ofChunk(ctx, chunk)} and o.old is not null`.execute(ctx.db)
  return touchedBy(rows.map(row => row.path))
}

async function takenOf(ctx: Context, patches: PatchRelation): Promise<Map<number, string>> {
  const names = patches.touched.kinds.includes('identifier') || patches.touched.scalars.includes('primary_id')
  return names ? takenIdentifiers(ctx, patches.rows) : new Map()
}

async function whyNotWritten(
  ctx: Context,
  chunk: Chunk,
  { patches, handled }: { patches: PatchRelation; handled: number[] },
): Promise<Map<number, string[]>> {
  const rest = await sql<{ user_id: number }>`select user_id from (${patches.rows}) r
    where user_id <> all (${handled}::bigint[])`.execute(ctx.db)
  if (rest.rows.length === 0) return new Map()
  const scope = {
    institutionId: ctx.institution.institutionId,
    today: dateIn(ctx.institution.timeZone, ctx.now()),
    source: chunk.changeSet.source,
  }
  const { rows } = await sql<{ user_id: number; moved: string[] }>`
    select user_id, moved from (${differenceOf(without(patches, handled), scope)}) d`.execute(ctx.db)
  const found = new Map(rows.map(row => [row.user_id, row.moved]))
  const skipped = new Map<number, string[]>()
  for (const { user_id } of rest.rows) {
    const moved = found.get(user_id)
    if (!moved) skipped.set(user_id, ['user_gone'])
    else if (moved.length > 0) skipped.set(user_id, ['changed_since_plan'])
  }
  return skipped
}
