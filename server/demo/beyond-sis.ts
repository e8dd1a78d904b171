import { addAnnotations } from './annotations.ts'
import type { DemoActivity } from './beyond-sis-types.ts'
import { addCirculation } from './circulation.ts'
import { addConnections } from './connections.ts'
import type { DemoOptions, DemoRange } from './demo-user.ts'
import { patronOf } from './scenarios.ts'

const nothing = (): DemoActivity => ({
  notes: [],
  blocks: [],
  loans: [],
  fees: [],
  requests: [],
  network_accounts: [],
  external_links: [],
  roles: [],
  never_purge: [],
})

/**
 * What the library knows about a run of users beyond the student system, as rows to load. Ask for slices of some
 * ten thousand users to keep memory flat; slices do not depend on each other.
 */
export const demoActivity = (options: DemoOptions, { from, count }: DemoRange): DemoActivity => {
  const activity = nothing()
  for (let index = from; index < from + count; index += 1) {
    const { patron, random } = patronOf(options, index)
    addCirculation(activity, patron, random)
    addConnections(activity, patron, random)
    addAnnotations(activity, patron, random)
  }
  return activity
}
