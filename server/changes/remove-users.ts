import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { documentOf } from '../fields/read-document.ts'
import { segments } from '../fields/segments.ts'
import { belongingsOf, removeBelongings } from '../vault/belongings.ts'
import { sealJson } from '../vault/cipher.ts'
import { finderOf, type VaultKey } from '../vault/keys.ts'
import type { ChangeSet } from './change-set.ts'
import { keepingAdministrator } from './keep-administrator.ts'
import { lockUsers } from './lock-users.ts'
import { tellWebhooks } from './tell-webhooks.ts'

export type RemovalPolicy = 'keep_statistics' | 'keep_statistics_without_primary_id' | 'remove_fully'

/**
 * The write path for leaving users: record, history and all that belongs to them go into the vault, what the policy
 * keeps goes into `purged_user`, and the rows are deleted. What stays in the history is that it happened. `settle` runs
 * when the vault has everything as it was: what it changes is undone by a restore.
 */
export async function removeUsers(ctx: Context, changeSet: ChangeSet, what: Removal): Promise<number[]> {
  return keepingAdministrator(ctx, () => removeAll(ctx, changeSet, what))
}

type Removal = {
  userIds: number[]
  vaultKey: VaultKey
  policy: RemovalPolicy
  settle?: (userIds: number[]) => Promise<void>
}

async function removeAll(ctx: Context, changeSet: ChangeSet, what: Removal): Promise<number[]> {
  const removed = await sealUsers(ctx, what.userIds, what.vaultKey)
  if (removed.length === 0) return []
  const userIds = removed.map(user => user.user_id)
  await what.settle?.(userIds)
  await keepStatistics(ctx, changeSet, { userIds, policy: what.policy })
  await tellWebhooks(ctx, changeSet, { userIds, method: 'DELETE' })
  const revisions = removed.map(user => user.revision + 1)
  for (const statement of deletions(ctx, userIds)) await statement.execute(ctx.db)
  await sql`insert into user_history (institution_id, user_id, change_set_id, at, revision, old, new)
    select ${ctx.institution.institutionId}, user_id, ${changeSet.changeSetId}, ${changeSet.at}, revision, null, null
    from unnest(${userIds}::bigint[], ${revisions}::integer[]) as r(user_id, revision)`.execute(ctx.db)
  return userIds
}

type Sealed = { user_id: number; revision: number }

/** Locks the users and puts them, encrypted, into the vault. */
async function sealUsers(ctx: Context, userIds: number[], vaultKey: VaultKey): Promise<Sealed[]> {
  const { institutionId } = ctx.institution
  const ofUsers = sql`u.institution_id = ${institutionId} and u.user_id = any (${userIds}::bigint[])`
  await lockUsers(ctx, userIds)
  const { rows } = await sql<Sealed & { primary_id: string; content: string }>`
    select u.user_id, u.revision, u.primary_id, json_build_object('document', ${documentOf()}, 'belongings', ${belongingsOf()},
      'meta', json_build_object('revision', u.revision, 'created_by', u.created_by, 'created_at', u.created_at))::text as content
    from user_account u where ${ofUsers}`.execute(ctx.db)
  const sealed = rows.map(row => sealJson(vaultKey.key, row.content, `${institutionId}:${row.user_id}`))
  const sealedIds = rows.map(row => row.user_id)
  const finders = rows.map(row => finderOf(ctx, row.primary_id))
  await sql`insert into vault_entry (institution_id, user_id, vault_key_id, payload, finder)
    select ${institutionId}, user_id, ${vaultKey.vaultKeyId}, payload, finder
    from unnest(${sealedIds}::bigint[], ${sealed}::bytea[], ${finders}::bytea[]) as v(user_id, payload, finder)`.execute(
    ctx.db,
  )
  return rows
}

async function keepStatistics(
  ctx: Context,
  changeSet: ChangeSet,
  { userIds, policy }: { userIds: number[]; policy: RemovalPolicy },
): Promise<void> {
  const kept = (value: RawBuilder<unknown>) => (policy === 'remove_fully' ? sql`null` : value)
  await sql`insert into purged_user (institution_id, user_id, task_id, purged_at, purged_by, primary_id, record_type,
      user_group, job_category, campus_code, statistics)
    select u.institution_id, u.user_id, ${changeSet.taskId ?? null}, ${changeSet.at}, ${ctx.actor.name},
      ${policy === 'keep_statistics' ? sql`u.primary_id` : sql`null`}, ${kept(sql`u.record_type`)},
      ${kept(sql`u.user_group`)}, ${kept(sql`u.job_category`)}, ${kept(sql`u.campus_code`)},
      ${kept(sql`(select jsonb_agg(s.category order by s.category) from user_statistic s
        where s.institution_id = u.institution_id and s.user_id = u.user_id)`)}
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.user_id = any (${userIds}::bigint[])`.execute(
    ctx.db,
  )
}

function deletions(ctx: Context, userIds: number[]): RawBuilder<unknown>[] {
  const { institutionId } = ctx.institution
  const where = sql`where institution_id = ${institutionId} and user_id = any (${userIds}::bigint[])`
  const tables = segments.flatMap(segment => ('table' in segment.store ? [segment.store.table] : []))
  return [
    ...removeBelongings(institutionId, userIds),
    ...['session', 'sign_in_ticket', ...tables, 'user_account'].map(
      table => sql`delete from ${sql.table(table)} ${where}`,
    ),
  ]
}
