import { afterAll, beforeAll, describe } from 'vitest'
import { type OutsideWorld, openOutsideWorld } from './testing/outside-world.ts'
import { runRows } from './testing/run-rows.ts'
import { actingRows, readingRows, writingRows } from './testing/user-rows.ts'

let world: OutsideWorld
beforeAll(async () => {
  world = await openOutsideWorld()
})
afterAll(() => world.server.close())

describe('reading users', () => runRows(() => world, readingRows))
describe('writing users', () => runRows(() => world, writingRows))
describe('acting on users', () => runRows(() => world, actingRows))
