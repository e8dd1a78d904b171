import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { returnBelongings } from '../vault/belongings.ts'
import { unsealJson } from '../vault/cipher.ts'
import { vaultKeys } from '../vault/keys.ts'
import { forgetActivity, keepsActivity } from './activity.ts'
import type { ChangeSet } from './change-set.ts'
import { createUsers } from './create-users.ts'

type Content = {
  document: RecordDocument
  belongings: Record<string, unknown[] | null>
  meta: { revision: number; created_by: string; created_at: string }
}

/** A user as the vault holds it; whoever's key is destroyed is missing from the result. */
export async function openVault(ctx: Context, userIds: number[]): Promise<Map<number, Content>> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{ user_id: number; vault_key_id: number; payload: Buffer }>`
    select user_id, vault_key_id, payload from vault_entry
    where institution_id = ${institutionId} and user_id = any (${userIds}::bigint[])`.execute(ctx.db)
  const keys = await vaultKeys(ctx, [...new Set(rows.map(row => row.vault_key_id))])
  return new Map(
    rows.flatMap(row => {
      const key = keys.get(row.vault_key_id)
      if (!key) return []
      return [
        [row.user_id, JSON.parse(unsealJson(key, row.payload, `${institutionId}:${row.user_id}`)) as Content],
      ]
    }),
  )
}

/**
 * Brings users back from the vault under their old ids with everything that belonged to them, and empties their
 * vault entries. Identifiers must be free: check `takenIdentifiers` first.
 */
export async function restoreUsers(ctx: Context, changeSet: ChangeSet, userIds: number[]): Promise<number[]> {
  const keepsDates = await keepsActivity(ctx)
  const contents = await openVault(ctx, userIds)
  const restored = [...contents.keys()]
  if (restored.length === 0) return restored
  const rows = restored.map(userId => ({ user_id: userId, ...contents.get(userId)! }))
  await createUsers(ctx, changeSet, {
    rows: sql`select user_id, document, null::uuid as fingerprint
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(user_id bigint, document jsonb)`,
    kinds: segments.map(segment => segment.kind),
  })
  for (const row of rows) {
    for (const statement of returnBelongings(ctx.institution.institutionId, row.user_id, row.belongings)) {
      await statement.execute(ctx.db)
    }
  }
  await restoreMeta(ctx, changeSet, rows)
  // The vault remembers what may have been forgotten meanwhile.
  if (!keepsDates) await forgetActivity(ctx, restored)
  await sql`delete from vault_entry
    where institution_id = ${ctx.institution.institutionId} and user_id = any (${restored}::bigint[])`.execute(
    ctx.db,
  )
  await sql`update purged_user set restored_at = ${changeSet.at} where institution_id = ${ctx.institution.institutionId}
    and user_id = any (${restored}::bigint[]) and restored_at is null`.execute(ctx.db)
  return restored
}

/**
 * Who made the record and when is part of it. The revision goes on counting behind that of the removal, so that old
 * copies stay stale and the history keeps its order.
 */
async function restoreMeta(
  ctx: Context,
  changeSet: ChangeSet,
  rows: { user_id: number; meta: Content['meta'] }[],
): Promise<void> {
  const { institutionId } = ctx.institution
  const kept = JSON.stringify(rows.map(({ user_id, meta }) => ({ user_id, ...meta })))
  await sql`
    with kept as (select user_id, revision + 2 as revision, created_by, created_at
      from jsonb_to_recordset(${kept}::jsonb)
        as k(user_id bigint, revision integer, created_by text, created_at timestamptz)),
    written as (
      update user_history h set revision = k.revision from kept k
      where h.institution_id = ${institutionId} and h.change_set_id = ${changeSet.changeSetId}
        and h.at = ${changeSet.at} and h.user_id = k.user_id)
    update user_account u set revision = k.revision, created_by = k.created_by, created_at = k.created_at from kept k
    where u.institution_id = ${institutionId} and u.user_id = k.user_id`.execute(ctx.db)
}
