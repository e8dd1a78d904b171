import { afterAll, beforeAll, describe } from 'vitest'
import { absentRows, loanRows, requestRows } from './testing/circulation-rows.ts'
import { type OutsideWorld, openOutsideWorld } from './testing/outside-world.ts'
import { runRows } from './testing/run-rows.ts'

let world: OutsideWorld
beforeAll(async () => {
  world = await openOutsideWorld()
})
afterAll(() => world.server.close())

describe('loans', () => runRows(() => world, loanRows))
describe('requests', () => runRows(() => world, requestRows))
describe('what there is none of', () => runRows(() => world, absentRows))
