import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { seal, unseal } from './cipher.ts'

export type VaultKey = { vaultKeyId: number; key: Buffer }

/** A key for one purge, kept only wrapped by the master key; its destruction is the final deletion. */
export async function createVaultKey(ctx: Context, taskId: number, restoreDays: number): Promise<VaultKey> {
  const key = randomBytes(32)
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const { rows } = await sql<{ vault_key_id: number }>`
    insert into vault_key (institution_id, task_id, wrapped_key, created_at, destroy_on)
    values (${ctx.institution.institutionId}, ${taskId}, ${seal(ctx.masterKey, key, keyContext(ctx))}, ${ctx.now()},
      ${addDays(today, restoreDays)})
    returning vault_key_id`.execute(ctx.db)
  return { vaultKeyId: rows[0]!.vault_key_id, key }
}

/** The key of the task's purge, made at its first chunk. */
export async function vaultKeyOfTask(ctx: Context, taskId: number, restoreDays: number): Promise<VaultKey> {
  const { rows } = await sql<{ vault_key_id: number; wrapped_key: Buffer | null }>`
    select vault_key_id, wrapped_key from vault_key
    where institution_id = ${ctx.institution.institutionId} and task_id = ${taskId}`.execute(ctx.db)
  const found = rows[0]
  if (!found) return createVaultKey(ctx, taskId, restoreDays)
  if (!found.wrapped_key) throw appError('vault_destroyed')
  return { vaultKeyId: found.vault_key_id, key: unseal(ctx.masterKey, found.wrapped_key, keyContext(ctx)) }
}

/** All keys by id that can still open something. */
export async function vaultKeys(ctx: Context, vaultKeyIds: number[]): Promise<Map<number, Buffer>> {
  const { rows } = await sql<{ vault_key_id: number; wrapped_key: Buffer }>`
    select vault_key_id, wrapped_key from vault_key where institution_id = ${ctx.institution.institutionId}
      and vault_key_id = any (${vaultKeyIds}::bigint[]) and wrapped_key is not null`.execute(ctx.db)
  return new Map(rows.map(row => [row.vault_key_id, unseal(ctx.masterKey, row.wrapped_key, keyContext(ctx))]))
}

/** Destroys keys whose restore window is over, and what they locked. Returns how many. */
export async function destroyExpiredKeys(ctx: Context): Promise<number> {
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const { rows } = await sql<{ vault_key_id: number }>`
    update vault_key set wrapped_key = null, destroyed_at = ${ctx.now()}
    where institution_id = ${ctx.institution.institutionId} and destroy_on <= ${today} and wrapped_key is not null
    returning vault_key_id`.execute(ctx.db)
  await sql`delete from vault_entry where institution_id = ${ctx.institution.institutionId}
    and vault_key_id = any (${rows.map(row => row.vault_key_id)}::bigint[])`.execute(ctx.db)
  return rows.length
}

const keyContext = (ctx: Context): string => `vault-key:${ctx.institution.institutionId}`
