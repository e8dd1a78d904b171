import { afterAll, beforeAll, describe } from 'vitest'
import { feeReportRows, feeRows } from './testing/fee-rows.ts'
import { type OutsideWorld, openOutsideWorld } from './testing/outside-world.ts'
import { runRows } from './testing/run-rows.ts'

let world: OutsideWorld
beforeAll(async () => {
  world = await openOutsideWorld()
})
afterAll(() => world.server.close())

describe('fines and fees', () => runRows(() => world, feeRows))
describe('the report of payments', () => runRows(() => world, feeReportRows))
