import type { NewApiKey } from '../../contract/api-keys.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { readKey } from './list-keys.ts'
import { judgedColumns, type KeyDraft, newKey, recordKeyChange } from './store-key.ts'

/** Makes a key for a program and tells it, this once. */
export async function createKey(ctx: Context, draft: KeyDraft): Promise<NewApiKey> {
  requirePermission(ctx, 'configuration.edit')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { key, kept } = newKey()
    const { api_key_id } = await db
      .insertInto('api_key')
      .values({
        institution_id: ctx.institution.institutionId,
        ...(await judgedColumns(inner, draft)),
        ...kept,
        created_by: ctx.actor.name,
        created_at: ctx.now(),
      })
      .returning('api_key_id')
      .executeTakeFirstOrThrow()
    const apiKey = await readKey(inner, api_key_id)
    await recordKeyChange(inner, api_key_id, { new: apiKey })
    return { apiKey, key }
  })
}
