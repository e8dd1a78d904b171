import { isDeepStrictEqual } from 'node:util'
import type { ApiKey } from '../../contract/api-keys.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { readKey } from './list-keys.ts'
import { judgedColumns, type KeyDraft, lockKey, recordKeyChange } from './store-key.ts'

/** Changes what a key is good for, from the next call on; the key itself stays. */
export async function editKey(ctx: Context, draft: KeyDraft & { apiKeyId: number }): Promise<ApiKey> {
  requirePermission(ctx, 'configuration.edit')
  const { apiKeyId } = draft
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const old = await lockKey(inner, apiKeyId)
    await db
      .updateTable('api_key')
      .set(await judgedColumns(inner, draft, old))
      .where('institution_id', '=', ctx.institution.institutionId)
      .where('api_key_id', '=', apiKeyId)
      .execute()
    const now = await readKey(inner, apiKeyId)
    if (!isDeepStrictEqual(old, now)) await recordKeyChange(inner, apiKeyId, { old, new: now })
    return now
  })
}
