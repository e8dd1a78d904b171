import * as contract from '../../contract/registration.ts'
import type { Routes } from '../http/mount.ts'
import { findElsewhere, listPartners, readElsewhere } from './elsewhere.ts'
import { readTerms } from './read-terms.ts'

/** What the desk asks before it registers a patron (features K3). */
export const registrationRoutes: Routes = mount => {
  mount(contract.readTermsFor, async (ctx, { query }) => {
    const terms = await readTerms(ctx, query)
    return terms ? { terms } : {}
  })
  mount(contract.listPartners, async ctx => ({ items: await listPartners(ctx) }))
  mount(contract.findElsewhere, async (ctx, { query }) => ({ items: await findElsewhere(ctx, query) }))
  mount(contract.readElsewhere, async (ctx, { params }) => ({
    values: await readElsewhere(ctx, params),
  }))
}
