import * as contract from '../../contract/read-log.ts'
import type { Routes } from '../http/mount.ts'
import { listReads } from './list-reads.ts'

/** Who opened which record (features I3). */
export const readLogRoutes: Routes = mount => {
  mount(contract.listReads, (ctx, { params, query }) => listReads(ctx, { ...params, ...query }))
}
