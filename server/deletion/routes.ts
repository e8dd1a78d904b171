import * as contract from '../../contract/deletion.ts'
import type { Routes } from '../http/mount.ts'
import { checkDeletion } from './check-deletion.ts'
import { deleteUser } from './delete-user.ts'

/** Deleting one user (features L). */
export const deletionRoutes: Routes = mount => {
  mount(contract.checkDeletion, (ctx, { params }) => checkDeletion(ctx, params.userId))
  mount(contract.deleteUser, (ctx, { params, query }) => deleteUser(ctx, { ...params, ...query }))
}
