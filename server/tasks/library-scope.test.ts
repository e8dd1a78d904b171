import { afterAll, beforeAll, expect, test } from 'vitest'
import { planUpdateTask } from '../bulk-update/update-users.ts'
import { aDocument, createPeople, openWorld, type World } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { planned } from './testing/run.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  const own = { note_type: 'ERP', text: 'hello', user_viewable: false, popup: false, external: false }
  await createPeople(world.ctx, [
    aDocument({ 'note/a': { ...own, owner: 'LAW' } }),
    aDocument({ 'note/a': { ...own, owner: 'MAIN' } }),
  ])
})
afterAll(() => world.close())

/** The people whom a job for everybody with such a note would change, when somebody of these libraries starts it. */
async function plannedBy(libraries: 'all' | readonly string[]): Promise<number> {
  const { institution, actor } = world.ctx
  const settings = { ...institution.settings, libraryIndependence: true }
  const limited = {
    ...world.ctx,
    institution: { ...institution, settings },
    actor: { ...actor, libraries },
  } as Context
  const taskId = await planUpdateTask(limited, {
    population: { some: 'note', where: { field: 'note_type', op: 'eq', value: 'ERP' } },
    changes: [{ field: 'job_description', value: 'reads', condition: 'always' }],
  })
  return (await planned(limited, taskId)).task.planned.change
}

test('a task finds whom the person who started it finds, in the worker, too', async () => {
  expect(await plannedBy(['LAW'])).toBe(1)
  expect(await plannedBy('all')).toBe(2)
})
