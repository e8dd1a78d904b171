import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { fieldNamed, segmentOf } from '../fields/catalogue.ts'
import type { ValueType } from '../fields/types.ts'
import type { ChangeSet } from './change-set.ts'
import { differenceOf } from './difference.ts'
import { endSessions } from './end-sessions.ts'
import { keepingAdministrator } from './keep-administrator.ts'
import { lockUsers } from './lock-users.ts'
import { contactPatterns, type PatchRelation, type Touched } from './patches.ts'
import { replayElements } from './replay-elements.ts'
import { tellWebhooks } from './tell-webhooks.ts'

/**
 * The write path for existing users: locks them, writes what differs into the history and replays it from there into
 * the tables, in the transaction of `ctx.db`. Users with a stale revision or moved values are left alone.
 * Returns the ids of the users that changed; all others of the relation did not need to, or could not.
 */
export async function writePatches(
  ctx: Context,
  changeSet: ChangeSet,
  patches: PatchRelation,
): Promise<number[]> {
  const { kinds, scalars } = patches.touched
  if (scalars.length + kinds.length === 0) return []
  await lockUsers(ctx, sql`select user_id from (${patches.rows}) p`)
  const isAboutRights = kinds.includes('role') || ['status', 'expiry_date'].some(one => scalars.includes(one))
  const write = () => writeAll(ctx, changeSet, patches)
  return isAboutRights ? keepingAdministrator(ctx, write) : write()
}

async function writeAll(ctx: Context, changeSet: ChangeSet, patches: PatchRelation): Promise<number[]> {
  const written = await writeHistory(ctx, changeSet, patches)
  const { kinds, scalars } = patches.touched
  const hasPrimaryIds = scalars.includes('primary_id')
  if (written.length > 0) await replayElements(ctx, changeSet, { userIds: written, kinds, hasPrimaryIds })
  if (scalars.includes('status') || scalars.includes('expiry_date')) await endSessions(ctx, written)
  await tellWebhooks(ctx, changeSet, { userIds: written, method: 'UPDATE' })
  return written
}

async function writeHistory(ctx: Context, changeSet: ChangeSet, patches: PatchRelation): Promise<number[]> {
  const { institutionId } = ctx.institution
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const scope = { institutionId, today, source: changeSet.source }
  const { rows } = await sql<{ user_id: number }>`
    with difference as (${differenceOf(patches, scope)}),
    written as (
      insert into user_history (institution_id, user_id, change_set_id, at, revision, old, new)
      select ${institutionId}, user_id, ${changeSet.changeSetId}, ${changeSet.at}, revision + 1, old, new
      from difference where new is not null and cardinality(moved) = 0 and not stale
      returning user_id, revision, new),
    fingerprints as (
      select jsonb_object_agg(user_id, fingerprint) filter (where fingerprint is not null) as by_user from difference)
    update user_account u set ${sql.join(assignments(patches.touched, changeSet.source))},
      revision = w.revision, ${sql.join(updateMarks(ctx, changeSet, patches.touched))}
    from written w
    where u.institution_id = ${institutionId} and u.user_id = w.user_id
    returning u.user_id`.execute(ctx.db)
  return rows.map(row => row.user_id)
}

/**
 * Who updated the record, when and by which task: changes of general information, notes and blocks say so, those of other
 * segments do not (features B4).
 */
function updateMarks(ctx: Context, changeSet: ChangeSet, { scalars, kinds }: Touched) {
  const names = scalars.filter(name => fieldNamed(name)!.unrecorded === undefined)
  const patterns = kinds.filter(kind => segmentOf(kind)!.isUpdate).map(kind => `${kind}/%`)
  const isUpdate = sql`(w.new ?| ${sql.val(names)}::text[]
    or exists (select from jsonb_object_keys(w.new) k where k like any (${sql.val(patterns)}::text[])))`
  const marks = {
    updated_by: sql`${ctx.actor.name}::text`,
    updated_at: sql`${changeSet.at}::timestamptz`,
    updated_by_task_id: sql`${changeSet.taskId ?? null}::bigint`,
  }
  return Object.entries(marks).map(
    ([column, value]) =>
      sql`${sql.ref(column)} = case when ${isUpdate} then ${value} else ${sql.ref(`u.${column}`)} end`,
  )
}

/** `column = its new value if the history row names it, else itself`, for every column that can have changed. */
function assignments(touched: Touched, source: ChangeSet['source']) {
  const names = new Set(touched.scalars)
  if (names.has('status')) names.add('status_date')
  if (source === 'screen' || source === 'task') names.add('locked_fields')
  const columns = [...names].map(name => {
    const value = sql`w.new -> ${sql.lit(name)}`
    return sql`${sql.ref(name)} = case when w.new ? ${sql.lit(name)} then ${fromJson(value, fieldNamed(name)!.type)}
      else ${sql.ref(`u.${name}`)} end`
  })
  const patterns = sql`${sql.val(contactPatterns(touched.kinds))}::text[]`
  if (contactPatterns(touched.kinds).length > 0) {
    columns.push(sql`contact = (u.contact - array(select key from jsonb_each(w.new) where key like any (${patterns})))
      || coalesce((select jsonb_object_agg(key, value) from jsonb_each(w.new)
        where key like any (${patterns}) and value <> 'null'), '{}')`)
  }
  // Looked up, not joined: of rows that were just computed the planner knows nothing and may compare each with each.
  columns.push(sql`sis_fingerprint = ((select by_user from fingerprints) ->> u.user_id::text)::uuid`)
  return columns
}

function fromJson(value: ReturnType<typeof sql>, type: ValueType) {
  if (type === 'codes' || type === 'notices') return sql`nullif(${value}, 'null')`
  const text = sql`(${value} #>> '{}')`
  if (type === 'date') return sql`${text}::date`
  if (type === 'moment') return sql`${text}::timestamptz`
  return type === 'boolean' ? sql`${text}::boolean` : text
}
