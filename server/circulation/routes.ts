import * as contract from '../../contract/circulation.ts'
import type { Routes } from '../http/mount.ts'
import { cancelRequest } from './cancel-request.ts'
import { changeDueDate } from './change-due-date.ts'
import { lend } from './lend.ts'
import { listLoans, listRequests } from './list-loans.ts'
import { placeRequest } from './place-request.ts'
import { readPartners } from './read-partners.ts'
import { renew } from './renew.ts'
import { returnItem } from './return-item.ts'
import { shelveRequest } from './shelve-request.ts'

/** Loans and requests, as far as the management of users needs them (features U1). */
export const circulationRoutes: Routes = mount => {
  mount(contract.readPartners, (ctx, { params }) => readPartners(ctx, params))
  mount(contract.listLoans, (ctx, { params, query }) => listLoans(ctx, { ...params, ...query }))
  mount(contract.lend, (ctx, { params, body }) => lend(ctx, { ...params, ...body }))
  mount(contract.renew, (ctx, { params, body }) => renew(ctx, { ...params, ...body }))
  mount(contract.changeDueDate, (ctx, { params, body }) => changeDueDate(ctx, { ...params, ...body }))
  mount(contract.returnItem, (ctx, { body }) => returnItem(ctx, body))
  mount(contract.listRequests, (ctx, { params, query }) => listRequests(ctx, { ...params, ...query }))
  mount(contract.placeRequest, (ctx, { params, body }) => placeRequest(ctx, { ...params, ...body }))
  mount(contract.cancelRequest, (ctx, { params, body }) => cancelRequest(ctx, { ...params, ...body }))
  mount(contract.shelveRequest, (ctx, { params }) => shelveRequest(ctx, params))
}
