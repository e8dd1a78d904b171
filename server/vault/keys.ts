import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { seal, unseal } from './cipher.ts'

/** Days during which removed users can be brought back, unless somebody says otherwise. */
export const usualRestoreDays = 30

export type VaultKey = { vaultKeyId: number; key: Buffer; destroyOn: string }

/**
 * A key for one purge, or without a task for one deleted user, kept only wrapped by the master key; its destruction is
 * the final deletion.
 */
export async function createVaultKey(
  ctx: Context,
  taskId: number | null,
  restoreDays: number,
): Promise<VaultKey> {
  const key = randomBytes(32)
  const destroyOn = lastDay(ctx, restoreDays)
  const { rows } = await sql<{ vault_key_id: number }>`
    insert into vault_key (institution_id, task_id, wrapped_key, created_at, destroy_on)
    values (${ctx.institution.institutionId}, ${taskId}, ${seal(ctx.masterKey, key, keyContext(ctx))}, ${ctx.now()},
      ${destroyOn})
    returning vault_key_id`.execute(ctx.db)
  return { vaultKeyId: rows[0]!.vault_key_id, key, destroyOn }
}

/**
 * The key of the task's purge on this day: made at its first chunk, and again when the purge goes on another day or
 * the first has been destroyed, so that everybody has the whole restore window. Stays undestroyed until the end of
 * the transaction.
 */
export async function vaultKeyOfTask(ctx: Context, taskId: number, restoreDays: number): Promise<VaultKey> {
  const destroyOn = lastDay(ctx, restoreDays)
  const { rows } = await sql<{ vault_key_id: number; wrapped_key: Buffer }>`
    select vault_key_id, wrapped_key from vault_key
    where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId} and wrapped_key is not null
      and destroy_on = ${destroyOn}
    limit 1 for share`.execute(ctx.db)
  const found = rows[0]
  if (!found) return createVaultKey(ctx, taskId, restoreDays)
  const key = unseal(ctx.masterKey, found.wrapped_key, keyContext(ctx))
  return { vaultKeyId: found.vault_key_id, key, destroyOn }
}

const lastDay = (ctx: Context, restoreDays: number): string =>
  addDays(dateIn(ctx.institution.timeZone, ctx.now()), restoreDays)

/** All keys by id that can still open something. */
export async function vaultKeys(ctx: Context, vaultKeyIds: number[]): Promise<Map<number, Buffer>> {
  const { rows } = await sql<{ vault_key_id: number; wrapped_key: Buffer }>`
    select vault_key_id, wrapped_key from vault_key where institution_id = ${ctx.institution.institutionId}
      and vault_key_id = any (${vaultKeyIds}::bigint[]) and wrapped_key is not null`.execute(ctx.db)
  return new Map(rows.map(row => [row.vault_key_id, unseal(ctx.masterKey, row.wrapped_key, keyContext(ctx))]))
}

/**
 * Destroys keys whose restore window is over and what they locked; the outcomes of tasks forget the persons. Returns
 * how many keys.
 */
export async function destroyExpiredKeys(ctx: Context): Promise<number> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { rows } = await sql<{ vault_key_id: number }>`
      update vault_key set wrapped_key = null, destroyed_at = ${ctx.now()}
      where institution_id = ${ctx.institution.institutionId} and wrapped_key is not null
        and destroy_on <= ${dateIn(ctx.institution.timeZone, ctx.now())}
      returning vault_key_id`.execute(db)
    if (rows.length > 0)
      await forgetLocked(
        inner,
        rows.map(row => row.vault_key_id),
      )
    return rows.length
  })
}

/**
 * A statement of its own behind the update, which has waited for the chunks that were still using the keys: only a
 * later one sees their entries. Plans not yet applied are settled here, because nothing is left to look at later.
 */
async function forgetLocked(ctx: Context, vaultKeyIds: number[]): Promise<void> {
  await sql`
    with gone as (
      delete from vault_entry where institution_id = ${ctx.institution.institutionId}
        and vault_key_id = any (${vaultKeyIds}::bigint[])
      returning institution_id, user_id)
    update task_outcome o set subject = o.user_id::text, details = null, old = null, new = null,
      result = case when o.outcome = 'change' then coalesce(o.result, 'skipped') end,
      result_reasons = case when o.outcome = 'change' and o.result is null then array['user_gone'] else o.result_reasons end
    from gone g where o.institution_id = g.institution_id and o.user_id = g.user_id`.execute(ctx.db)
}

/** By what an entry of the vault is found without being opened: the whole primary identifier, in any case. */
export function finderOf(ctx: Context, primaryId: string): Buffer {
  const text = `vault-finder:${ctx.institution.institutionId}:${primaryId.toLowerCase()}`
  return createHmac('sha256', ctx.masterKey).update(text).digest()
}

const keyContext = (ctx: Context): string => `vault-key:${ctx.institution.institutionId}`
