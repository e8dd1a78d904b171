import { readHistory as readHistoryEndpoint } from '../../contract/history.ts'
import {
  changeOwnEmail as changeOwnEmailEndpoint,
  changeOwnPhone as changeOwnPhoneEndpoint,
  readOwnDetails as readOwnDetailsEndpoint,
} from '../../contract/own-details.ts'
import { registerUser as registerEndpoint } from '../../contract/registration.ts'
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
import { readOwnDetails } from './read-own-details.ts'
import { readUser } from './read-user.ts'
import { readUserNames } from './read-user-names.ts'
import { registerUser } from './register-user.ts'

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
  mount(registerEndpoint, (ctx, { body }) => registerUser(ctx, body))
  mount(contract.toggleAccountType, (ctx, { params, body }) => toggleAccountType(ctx, { ...params, ...body }))
  mount(contract.detachSocial, (ctx, { params, body }) => detachSocial(ctx, { ...params, ...body }))
  mount(contract.changeOwnAddress, async (ctx, { body }) => {
    await changeOwnAddress(ctx, { kind: 'address', values: body })
    return undefined
  })
  mount(changeOwnPhoneEndpoint, async (ctx, { body }) => {
    await changeOwnAddress(ctx, { kind: 'phone', values: body })
    return undefined
  })
  mount(changeOwnEmailEndpoint, async (ctx, { body }) => {
    await changeOwnAddress(ctx, { kind: 'email', values: body })
    return undefined
  })
  mount(readOwnDetailsEndpoint, ctx => readOwnDetails(ctx))
  mount(readHistoryEndpoint, (ctx, { params, query }) => readHistory(ctx, { ...params, ...query }))
}
