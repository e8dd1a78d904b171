import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { lockKey, recordKeyChange } from './store-key.ts'

/** Deletes a key, which ends at once. Histories keep its name. */
export async function deleteKey(ctx: Context, apiKeyId: number): Promise<void> {
  requirePermission(ctx, 'configuration.edit')
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const old = await lockKey(inner, apiKeyId)
    await db
      .deleteFrom('api_key')
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('api_key_id', '=', apiKeyId)
      .execute()
    await recordKeyChange(inner, apiKeyId, { old })
  })
}
