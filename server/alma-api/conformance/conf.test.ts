import { afterAll, beforeAll, describe } from 'vitest'
import { organisationRows, tableRows } from './testing/conf-rows.ts'
import { jobRows } from './testing/job-rows.ts'
import { type OutsideWorld, openOutsideWorld } from './testing/outside-world.ts'
import { runRows } from './testing/run-rows.ts'
import { setRows } from './testing/set-rows.ts'

let world: OutsideWorld
beforeAll(async () => {
  world = await openOutsideWorld()
})
afterAll(() => world.server.close())

describe('sets', () => runRows(() => world, setRows))
describe('jobs', () => runRows(() => world, jobRows))
describe('the organisation', () => runRows(() => world, organisationRows))
// Last, because they change what the others ask with.
describe('tables', () => runRows(() => world, tableRows))
