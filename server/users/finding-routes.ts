import {
  findByIdentifier as findByIdentifierEndpoint,
  listRecentUsers as listRecentUsersEndpoint,
  openUser as openUserEndpoint,
} from '../../contract/recent-users.ts'
import * as contract from '../../contract/saved-searches.ts'
import type { Routes } from '../http/mount.ts'
import { findByIdentifier } from './exact-hits.ts'
import { listRecentUsers, openUser } from './recent-users.ts'
import { createSavedSearch, deleteSavedSearch, editSavedSearch, listSavedSearches } from './saved-searches.ts'

/** Finding people again: scanned identifiers, recently opened people, saved searches (features A3, A9). */
export const findingRoutes: Routes = mount => {
  mount(findByIdentifierEndpoint, async (ctx, { query }) => ({
    userIds: await findByIdentifier(ctx, query.value),
  }))
  mount(listRecentUsersEndpoint, async ctx => ({ items: await listRecentUsers(ctx) }))
  mount(openUserEndpoint, async (ctx, { params }) => {
    await openUser(ctx, params.userId)
    return undefined
  })
  mount(contract.listSavedSearches, async ctx => ({ items: await listSavedSearches(ctx) }))
  mount(contract.createSavedSearch, (ctx, { body }) => createSavedSearch(ctx, body))
  mount(contract.editSavedSearch, (ctx, { params, body }) => editSavedSearch(ctx, { ...params, ...body }))
  mount(contract.deleteSavedSearch, async (ctx, { params }) => {
    await deleteSavedSearch(ctx, params.searchId)
    return undefined
  })
}
