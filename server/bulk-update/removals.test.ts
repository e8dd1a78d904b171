import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FieldChange } from '../../contract/bulk-update.ts'
import { aDocument, createPeople, documentNow, openWorld, type World } from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { taskDefinitions } from '../task-definitions.ts'
import { completed, outcomesOf } from '../tasks/testing/run.ts'
import { undoTask } from '../undo/undo.ts'
import { planUpdateTask } from './update-users.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const note = (note_type: string, more: object = {}) => ({
  ...{ note_type, text: 'hello', user_viewable: false, popup: false, external: false, created_by: 'Ada' },
  ...more,
})
const role = (role_type: string) => ({ role_type, scope: world.ctx.institution.code, status: 'ACTIVE' })

/** Somebody with these elements, and the paths that are left when the job has run; undone, everything is back. */
async function leftAfter(
  elements: object,
  change: Partial<FieldChange>,
  ctx: Context = world.ctx,
): Promise<string[]> {
  const [userId] = await createPeople(world.ctx, [aDocument(elements as never)])
  const before = await documentNow(world.ctx, userId!)
  const population = { field: 'primary_id', op: 'eq', value: String(before!['primary_id']) }
  const taskId = await planUpdateTask(ctx, {
    population,
    changes: [{ field: 'note', value: null, condition: 'remove', ...change }],
  })
  await completed(ctx, taskId)
  const after = await documentNow(world.ctx, userId!)
  const [outcome] = await outcomesOf(ctx, taskId)
  if (outcome!.outcome === 'change') {
    await completed(world.ctx, await undoTask(world.ctx, { definitions: taskDefinitions, taskId }))
    expect(await documentNow(world.ctx, userId!)).toEqual(before)
  }
  return Object.keys(after!)
    .filter(path => path.includes('/'))
    .sort()
}

const notes = { 'note/a': note('ERP'), 'note/b': note('OTHER'), 'note/c': note('ERP') }

test.each([
  ['those of a type', { value: ['ERP'] }, ['note/b']],
  ['all but those of a type', { value: ['ERP'], condition: 'remove_others' }, ['note/a', 'note/c']],
  ['all of them', { value: null }, []],
  ['none, when none is of the type', { value: ['LIBRARY'] }, ['note/a', 'note/b', 'note/c']],
] as const)('notes are removed: %s; undo brings them back', async (_, change, left) => {
  expect(await leftAfter(notes, change as Partial<FieldChange>)).toEqual(left)
})

test('what the student system owns stays', async () => {
  expect(await leftAfter({ 'note/a': note('ERP', { external: true }), 'note/b': note('ERP') }, {})).toEqual([
    'note/a',
  ])
})

test('somebody at one library removes nothing that another owns', async () => {
  const { actor, institution } = world.ctx
  const settings = { ...institution.settings, libraryIndependence: true }
  const law = {
    ...world.ctx,
    institution: { ...institution, settings },
    actor: { ...actor, libraries: ['LAW'] },
  } as Context
  const owned = { 'note/a': note('ERP', { owner: 'MAIN' }), 'note/b': note('ERP', { owner: 'LAW' }) }
  expect(await leftAfter(owned, {}, law)).toEqual(['note/a'])
})

test('staff roles go, Patron stays; nobody takes a role that they may not give', async () => {
  const roles = { 'role/a': role('32'), 'role/b': role('200'), 'role/c': role('26') }
  const change: Partial<FieldChange> = { field: 'role', value: ['200'], condition: 'remove_others' }
  const by = (type: string): Context =>
    ({ ...world.ctx, actor: { ...world.ctx.actor, roles: [{ type, scope: null }] } }) as Context
  expect(await leftAfter(roles, change, by('50'))).toEqual(['role/b'])
  expect(await leftAfter(roles, change, by('21'))).toEqual(['role/b', 'role/c'])
  expect(await leftAfter(roles, change)).toEqual(['role/a', 'role/b', 'role/c'])
})

test('administrators keep their roles, whoever runs the job', async () => {
  const change = { field: 'role', condition: 'remove' } as const
  const by50 = {
    ...world.ctx,
    actor: { ...world.ctx.actor, roles: [{ type: '50', scope: null }] },
  } as Context
  expect(await leftAfter({ 'role/a': role('50') }, change, by50)).toEqual(['role/a'])
})

test.each([
  [{ field: 'email' }, 'unknown_field'],
  [{ field: 'identifier' }, 'unknown_field'],
  [{ field: 'picture' }, 'unknown_field'],
  [{ field: 'user_group' }, 'unknown_field'],
  [{ value: 'ERP' }, 'wrong_type'],
  [{ value: true }, 'wrong_type'],
])('%j is refused: %s', async (change, rule) => {
  const changes = [{ field: 'note', value: null, condition: 'remove' as const, ...change }]
  const planned = planUpdateTask(world.ctx, { population: { and: [] }, changes })
  await expect(planned).rejects.toMatchObject({ code: 'invalid_values', details: { problems: [{ rule }] } })
})

test('roles are only removed by who may edit roles', async () => {
  const permissions = new Set([...world.ctx.actor.permissions].filter(one => one !== 'users.edit_roles'))
  const limited = { ...world.ctx, actor: { ...world.ctx.actor, permissions } } as Context
  const changes = [{ field: 'role', value: null, condition: 'remove' as const }]
  await expect(planUpdateTask(limited, { population: { and: [] }, changes })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
