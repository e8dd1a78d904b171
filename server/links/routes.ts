import * as contract from '../../contract/links.ts'
import type { Routes } from '../http/mount.ts'
import { readLinks } from './read-links.ts'
import { replaceLinks } from './replace-links.ts'

/** What acquisitions, cataloguing, research and other institutions hold against a deletion (features L2). */
export const linkRoutes: Routes = mount => {
  mount(contract.readLinks, (ctx, { params }) => readLinks(ctx, params.userId))
  mount(contract.replaceLinks, (ctx, { params, body }) => replaceLinks(ctx, { ...params, ...body }))
}
