import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import type { ChangeSet } from './change-set.ts'
import { guardingNames } from './guard-names.ts'
import { contactPatterns } from './patches.ts'
import { insertAllElements } from './replay-elements.ts'
import { tellWebhooks } from './tell-webhooks.ts'

/** Documents of users to create: a relation with the columns user_id (see `newUserIds`), document, fingerprint. */
export type DocumentRelation = { rows: RawBuilder<unknown>; kinds: readonly string[] }

const allKinds = segments.map(segment => segment.kind)

/**
 * The write path for new users: the whole document is the first history row, and the tables are replayed from it.
 * Documents are complete and canonical (`completeRecord`); a taken identifier breaks `user_identifier__value_key`.
 */
export async function createUsers(
  ctx: Context,
  changeSet: ChangeSet,
  documents: DocumentRelation,
): Promise<number[]> {
  const { institutionId } = ctx.institution
  const columns = userFields.map(field => sql.ref(field.name))
  const values = userFields.map(field => sql.ref(`r.${field.name}`))
  const patterns = sql`${sql.val(contactPatterns(allKinds))}::text[]`
  const { rows } = await sql<{ user_id: number }>`
    with incoming as materialized (${documents.rows}),
    written as (
      insert into user_history (institution_id, user_id, change_set_id, at, revision, old, new)
      select ${institutionId}, user_id, ${changeSet.changeSetId}, ${changeSet.at}, 1, null, document
      from incoming
      returning user_id, new)
    insert into user_account (institution_id, user_id, ${sql.join(columns)}, contact, identifier_text,
      sis_fingerprint, created_by, created_at, updated_by, updated_at, updated_by_task_id)
    select ${institutionId}, w.user_id, ${sql.join(values)},
      coalesce((select jsonb_object_agg(key, value) from jsonb_each(w.new) where key like any (${patterns})), '{}'),
      coalesce((select string_agg(value ->> 'value', ' ' order by key) from jsonb_each(w.new)
        where starts_with(key, 'identifier/')), ''),
      d.fingerprint, ${ctx.actor.name}, ${changeSet.at}, ${ctx.actor.name}, ${changeSet.at}, ${changeSet.taskId ?? null}
    from written w join incoming d using (user_id)
    cross join lateral jsonb_populate_record(null::user_account, w.new) r
    returning user_account.user_id`.execute(ctx.db)
  const userIds = rows.map(row => row.user_id)
  await guardingNames(ctx, { changeSet, userIds }, async () => {
    await insertPrimaryIds(ctx, userIds)
    await insertAllElements(ctx, changeSet, { userIds, kinds: documents.kinds })
  })
  await tellWebhooks(ctx, changeSet, { userIds, method: 'CREATE' })
  return userIds
}

async function insertPrimaryIds(ctx: Context, userIds: number[]): Promise<void> {
  const { institutionId } = ctx.institution
  const key = identifierKey(institutionId, { value: sql`primary_id`, isPrimary: true })
  await sql`insert into user_identifier (institution_id, user_id, element_id, id_type, value, value_key)
    select institution_id, user_id, 'primary', 'PRIMARY', primary_id, ${key} from user_account
    where institution_id = ${institutionId} and user_id = any (${userIds}::bigint[])`.execute(ctx.db)
}

/** Ids for users about to be created, so that a plan can already name them. */
export async function newUserIds(ctx: Context, count: number): Promise<number[]> {
  const { rows } = await sql<{ user_id: number }>`
    select nextval(pg_get_serial_sequence('user_account', 'user_id')) as user_id
    from generate_series(1, ${count}::integer)`.execute(ctx.db)
  return rows.map(row => row.user_id)
}
