import { readRoleGrants } from '../../contract/roles.ts'
import type { Routes } from '../http/mount.ts'
import { readGrants } from './read-grants.ts'

/** What one needs to know to give and take roles (features M1, M4); they are saved with the record. */
export const roleRoutes: Routes = mount => {
  mount(readRoleGrants, ctx => readGrants(ctx))
}
