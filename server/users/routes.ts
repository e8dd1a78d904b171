import { readHistory as readHistoryEndpoint } from '../../contract/history.ts'
import * as contract from '../../contract/users.ts'
import type { Routes } from '../http/mount.ts'
import { changeOwnAddress } from './change-own-address.ts'
import { countUsers, facetUsers } from './count-users.ts'
import { createUser } from './create-user.ts'
import { detachSocial, editUser, toggleAccountType } from './edit-user.ts'
import { exportUsers } from './export-users.ts'
import { findingRoutes } from './finding-routes.ts'
import { listUsers } from './list-users.ts'
import { readHistory } from './read-history.ts'
import { readUser } from './read-user.ts'
import { readUserNames } from './read-user-names.ts'

/** Finding, reading and editing people (features A, B, I). */
export const userRoutes: Routes = mount => {
  findingRoutes(mount)
  mount(contract.listUsers, (ctx, { query }) => listUsers(ctx, query))
  mount(contract.countUsers, async (ctx, { query }) => ({ total: await countUsers(ctx, query) }))
  mount(contract.facetUsers, (ctx, { query }) => facetUsers(ctx, query))
  mount(contract.exportUsers, (ctx, { query }) => exportUsers(ctx, query))
  mount(contract.readUserNames, (ctx, { query }) => readUserNames(ctx, query))
  mount(contract.readUser, (ctx, { params }) => readUser(ctx, params.userId))
  mount(contract.editUser, (ctx, { params, body }) => editUser(ctx, { ...params, ...body }))
  mount(contract.createUser, (ctx, { body }) => createUser(ctx, body))
  mount(contract.toggleAccountType, (ctx, { params, body }) => toggleAccountType(ctx, { ...params, ...body }))
  mount(contract.detachSocial, (ctx, { params, body }) => detachSocial(ctx, { ...params, ...body }))
  mount(contract.changeOwnAddress, async (ctx, { body }) => {
    await changeOwnAddress(ctx, body)
    return undefined
  })
  mount(readHistoryEndpoint, (ctx, { params, query }) => readHistory(ctx, { ...params, ...query }))
}
