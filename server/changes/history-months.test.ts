import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addHistoryMonths } from './history-months.ts'
import { aDocument, createPeople, openWorld, type World } from './testing/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

async function partitions(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select inhrelid::regclass::text as name from pg_inherits
    where inhparent = 'user_history'::regclass order by name`.execute(world.ctx.db)
  return rows.map(row => row.name)
}

async function placeOfLast(): Promise<string> {
  const { rows } = await sql<{ place: string }>`select tableoid::regclass::text as place from user_history
    order by user_id desc limit 1`.execute(world.ctx.db)
  return rows[0]!.place
}

test('this month and some ahead get their place, once; a month that has begun elsewhere stays where it is', async () => {
  const { ctx, clock } = world
  await createPeople(ctx, [aDocument()])
  expect(await placeOfLast()).toBe('user_history_other')
  await addHistoryMonths(ctx.db, clock.now)
  await addHistoryMonths(ctx.db, clock.now)
  expect(await partitions()).toEqual([
    'user_history_2026_12',
    'user_history_2027_01',
    'user_history_2027_02',
    'user_history_other',
  ])
  clock.now = new Date('2026-12-31T23:59:59.999Z')
  await createPeople(ctx, [aDocument()])
  expect(await placeOfLast()).toBe('user_history_2026_12')
  clock.now = new Date('2027-01-01T00:00:00Z')
  await createPeople(ctx, [aDocument()])
  expect(await placeOfLast()).toBe('user_history_2027_01')
})
