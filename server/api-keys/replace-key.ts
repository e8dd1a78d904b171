import type { NewApiKey } from '../../contract/api-keys.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { readKey } from './list-keys.ts'
import { lockKey, newKey, recordKeyChange } from './store-key.ts'

/** Makes a new key in the place of the old one, which ends at once, and tells it, this once. */
export async function replaceKey(ctx: Context, apiKeyId: number): Promise<NewApiKey> {
  requirePermission(ctx, 'configuration.edit')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const old = await lockKey(inner, apiKeyId)
    const { key, kept } = newKey()
    await db
      .updateTable('api_key')
      // The new key has not been used.
      .set({ ...kept, last_used_at: null, last_used_from: null })
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('api_key_id', '=', apiKeyId)
      .execute()
    const apiKey = await readKey(inner, apiKeyId)
    await recordKeyChange(inner, apiKeyId, { old, new: apiKey })
    return { apiKey, key }
  })
}
