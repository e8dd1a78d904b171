import * as contract from '../../contract/api-keys.ts'
import type { Routes } from '../http/mount.ts'
import { createKey } from './create-key.ts'
import { deleteKey } from './delete-key.ts'
import { editKey } from './edit-key.ts'
import { listKeys } from './list-keys.ts'
import { replaceKey } from './replace-key.ts'

/** Keys by which programs call the API (features N4). */
export const apiKeyRoutes: Routes = mount => {
  mount(contract.listApiKeys, ctx => listKeys(ctx))
  mount(contract.createApiKey, (ctx, { body }) => createKey(ctx, body))
  mount(contract.editApiKey, (ctx, { params, body }) => editKey(ctx, { ...params, ...body }))
  mount(contract.replaceApiKey, (ctx, { params }) => replaceKey(ctx, params.apiKeyId))
  mount(contract.deleteApiKey, async (ctx, { params }) => {
    await deleteKey(ctx, params.apiKeyId)
    return undefined
  })
}
