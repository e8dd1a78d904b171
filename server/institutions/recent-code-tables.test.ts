import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openWorld, type World } from '../changes/testing/world.ts'
import { installCodeTables } from './code-tables.ts'
import { forgetCodeTables, recentCodeTables } from './recent-code-tables.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
afterEach(() => vi.restoreAllMocks())

const rename = (label: string) =>
  installCodeTables(world.ctx.db, world.ctx.institution.institutionId, { Shelves: [{ code: 'A', label }] })

const labelNow = async () => (await recentCodeTables(world.ctx))['Shelves']?.[0]?.label

/** What follows happens so much later. */
function wait(milliseconds: number): void {
  const then = performance.now() + milliseconds
  vi.spyOn(performance, 'now').mockImplementation(() => then)
}

test('codes are from memory for five seconds, and then as they are', async () => {
  await rename('First')
  forgetCodeTables(world.ctx)
  expect(await labelNow()).toBe('First')
  await rename('Second')
  expect(await labelNow()).toBe('First')
  wait(5001)
  expect(await labelNow()).toBe('Second')
})

test('whoever changes codes has this process forget them', async () => {
  await recentCodeTables(world.ctx)
  await rename('Third')
  forgetCodeTables(world.ctx)
  expect(await labelNow()).toBe('Third')
})

test('the tables are the same object while no code changes, however often they are read', async () => {
  const first = await recentCodeTables(world.ctx)
  wait(5001)
  expect(await recentCodeTables(world.ctx)).toBe(first)
})

test('what could not be read is read by the next one', async () => {
  const { ctx } = world
  forgetCodeTables(ctx)
  const broken = { ...ctx, institution: { ...ctx.institution, institutionId: Number.NaN } }
  await expect(recentCodeTables(broken)).rejects.toThrow()
  await expect(recentCodeTables(broken)).rejects.toThrow()
  expect(await labelNow()).toBe('Third')
})
