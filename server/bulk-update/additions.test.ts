import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FieldChange } from '../../contract/bulk-update.ts'
import {
  aDocument,
  createPeople,
  documentNow,
  openWorld,
  type World,
  write,
} from '../changes/testing/world.ts'
import type { Context } from '../context.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json } from '../fields/document.ts'
import { confirmed, finished, outcomesOf, planned } from '../tasks/testing/run.ts'
import { planUpdateTask } from './update-users.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  const { institutionId } = world.ctx.institution
  await sql`insert into code_value (institution_id, table_name, code, label, details)
    select ${institutionId}, 'NoteTypes', 'STAFF_ONLY', 'Staff', '{"record_types": ["STAFF"]}'`.execute(
    world.ctx.db,
  )
})
afterAll(() => world.close())

const by = (roles: string[], more: object = {}): Context => {
  const held = roles.map(type => ({ type, scope: null }))
  return { ...world.ctx, actor: { ...world.ctx.actor, roles: held, ...more } } as Context
}
const adding = (field: string, values: Record<string, unknown>): FieldChange => ({
  ...{ field, value: null, condition: 'add', values },
})
const blocking = adding('block', { block_description: '01-LOST' })
const element = (kind: string, values: Record<string, Json>) => completeElement(kind, values)

/** What the job says and does about one person: the reason why nothing changes, or the new elements. */
async function outcomeFor(
  document: Record<string, Json>,
  changes: FieldChange[],
  { ctx = world.ctx, meanwhile }: { ctx?: Context; meanwhile?: Record<string, Json> } = {},
): Promise<unknown> {
  const [userId] = await createPeople(world.ctx, [aDocument(document)])
  const before = (await documentNow(world.ctx, userId!))!
  const population = { field: 'primary_id', op: 'eq', value: String(before['primary_id']) }
  const taskId = await planUpdateTask(ctx, { population, changes })
  await planned(ctx, taskId)
  if (meanwhile) await write(world.ctx, userId!, meanwhile)
  await confirmed(ctx, taskId)
  await finished(ctx, taskId)
  const [outcome] = await outcomesOf(ctx, taskId)
  if (outcome!.outcome === 'keep') return outcome!.reasons[0]
  if (outcome!.result === 'skipped') return outcome!.resultReasons![0]
  const after = (await documentNow(world.ctx, userId!))!
  return Object.entries(after)
    .filter(([path]) => /\/[0-9a-f]{32}$/.test(path))
    .map(([, value]) => value)
}

const block = { block_description: '01-LOST', block_type: 'GENERAL' }
const note = { note_type: 'OTHER', text: 'Moved' }
const here = () => world.ctx.institution.code
test.each<[string, () => [FieldChange, Record<string, Json>]]>([
  ['a block', () => [blocking, { 'block/1': element('block', block) }]],
  [
    'one that ends today',
    () => [blocking, { 'block/1': element('block', { ...block, expiry_date: '2026-11-20' }) }],
  ],
  [
    'a note with the same words',
    () => [adding('note', note), { 'note/1': element('note', { ...note, popup: true }) }],
  ],
  [
    'a role for the institution by name',
    () => [
      adding('role', { role_type: '200' }),
      { 'role/1': element('role', { role_type: '200', scope: here() }) },
    ],
  ],
  [
    'a role for the institution without a name',
    () => [
      adding('role', { role_type: '200', scope: here() }),
      { 'role/1': element('role', { role_type: '200' }) },
    ],
  ],
])('who has it already gets no second one: %s', async (_what, given) => {
  const [change, document] = given()
  expect(await outcomeFor(document, [change], { ctx: by(['50']) })).toBe('has_already')
  expect(await outcomeFor({}, [change], { ctx: by(['50']), meanwhile: document })).toBe('has_already')
})

test.each<[string, FieldChange, Record<string, Json>]>([
  ['inactive', blocking, { 'block/1': element('block', { ...block, status: 'INACTIVE' }) }],
  ['over', blocking, { 'block/1': element('block', { ...block, expiry_date: '2026-11-19' }) }],
  ['of a library', blocking, { 'block/1': element('block', { ...block, owner: 'MAIN' }) }],
  ['of other words', adding('note', note), { 'note/1': element('note', { ...note, text: 'Back' }) }],
  [
    'a role elsewhere',
    adding('role', { role_type: '29', scope: 'LAW' }),
    { 'role/1': element('role', { role_type: '29', scope: 'MAIN' }) },
  ],
])('what is another element does not count: %s', async (_what, change, document) => {
  const values = change.values as object
  expect(await outcomeFor(document, [change], { ctx: by(['50']) })).toEqual([expect.objectContaining(values)])
})

test('a new element is whole: made now by whoever planned it, and not by the student system', async () => {
  const external = { account_type: 'EXTERNAL', external_id: 'SIS' }
  expect(await outcomeFor(external, [blocking])).toEqual([
    {
      ...{ block_type: 'GENERAL', block_description: '01-LOST', status: 'ACTIVE', external: false },
      ...{ created_by: 'Ada Admin', created_at: '2026-11-20T15:00:00+00:00' },
    },
  ])
  expect(await outcomeFor({}, [adding('role', { role_type: '200' })], { ctx: by(['21']) })).toEqual([
    expect.objectContaining({ role_type: '200', status: 'ACTIVE', status_date: '2026-11-20' }),
  ])
})

test('several elements of a kind come in one job', async () => {
  const second = adding('note', { ...note, text: 'Second' })
  const first = { 'note/1': element('note', note) }
  expect(await outcomeFor(first, [adding('note', note), second])).toEqual([
    expect.objectContaining({ text: 'Second' }),
  ])
  expect(await outcomeFor({}, [adding('note', note), second])).toHaveLength(2)
})

test.each([
  ['CONTACT', blocking, 'not_for_contacts'],
  ['CONTACT', adding('note', { note_type: 'STAFF_ONLY', text: 'x' }), 'not_for_record_type'],
  ['PUBLIC', adding('note', { note_type: 'STAFF_ONLY', text: 'x' }), 'not_for_record_type'],
] as const)('%s is left alone with %j: %s', async (record_type, change, reason) => {
  expect(await outcomeFor({ record_type }, [change])).toBe(reason)
})

test('staff get what is for staff', async () => {
  const change = adding('note', { note_type: 'STAFF_ONLY', text: 'x' })
  expect(await outcomeFor({ record_type: 'STAFF' }, [change])).toHaveLength(1)
})

test('protected and restricted people are left alone; an administrator gets a role, and keeps the account type', async () => {
  const settings = { ...world.ctx.institution.settings, restrictedUserGroups: ['FACULTY'] }
  const ctx = { ...by([], { sparesRestricted: true }), institution: { ...world.ctx.institution, settings } }
  expect(await outcomeFor({ user_group: 'FACULTY' }, [blocking], { ctx })).toBe('restricted')
  expect(await outcomeFor({ primary_id: 'exl_new' }, [blocking])).toBe('protected')
  const administrator = { 'role/1': element('role', { role_type: '50' }) }
  const role = adding('role', { role_type: '200' })
  expect(await outcomeFor(administrator, [role], { ctx: by(['21']) })).toHaveLength(1)
  const external = { field: 'account_type', value: 'EXTERNAL', condition: 'always' } as const
  expect(await outcomeFor(administrator, [external])).toBe('administrator')
})

test.each(['remove', 'disable'] as const)(
  'what a job adds it does not take, so that it can run again: %s',
  async condition => {
    const changes: FieldChange[] = [{ field: 'block', value: ['01-LOST'], condition }, blocking]
    const there = { 'block/1': element('block', block) }
    expect(await outcomeFor(there, changes)).toBe('has_already')
    const elsewhere = { 'block/1': element('block', { ...block, owner: 'MAIN' }) }
    expect(await outcomeFor(elsewhere, changes)).toEqual([expect.objectContaining(block)])
  },
)

test('only active blocks are disabled', async () => {
  const inactive = { 'block/1': element('block', { ...block, status: 'INACTIVE' }) }
  const disabling: FieldChange = { field: 'block', value: null, condition: 'disable' }
  expect(await outcomeFor(inactive, [disabling])).toBe('condition_not_met')
})

test('blocks that were copied, and those of the student system, stay as they are', async () => {
  const disabling: FieldChange = { field: 'block', value: null, condition: 'disable' }
  const copied = { 'block/from-OTHER-1': element('block', block) }
  expect(await outcomeFor(copied, [disabling])).toBe('condition_not_met')
  expect(await outcomeFor(copied, [{ ...disabling, condition: 'remove' }])).toBe('condition_not_met')
  const external = { 'block/1': element('block', { ...block, external: true }) }
  expect(await outcomeFor(external, [disabling])).toBe('condition_not_met')
})

const problemsOf = (changes: FieldChange[], ctx = world.ctx) =>
  planUpdateTask(ctx, { population: { and: [] }, changes }).then(
    () => [],
    error => error.details.problems ?? error.code,
  )

test.each<[FieldChange, string, string]>([
  [adding('email', { address: 'a@example.edu' }), 'email', 'unknown_field'],
  [adding('shoe', {}), 'shoe', 'unknown_field'],
  [adding('user_group', {}), 'user_group', 'unknown_field'],
  [adding('block', {}), 'block/block_description', 'required'],
  [adding('block', { block_description: 'NONE' }), 'block/block_description', 'unknown_code'],
  [adding('block', { ...block, colour: 'red' }), 'block/colour', 'unknown_field'],
  [adding('block', { ...block, status: 7 }), 'block/status', 'wrong_type'],
  [adding('block', { ...block, owner: 'NORTH' }), 'block/owner', 'unknown_code'],
  [adding('block', { ...block, expiry_date: '2020-01-01' }), 'block/expiry_date', 'date_in_past'],
  [adding('block', { ...block, external: true }), 'block/external', 'external_on_internal'],
  [adding('note', { ...note, text: '\u0000' }), 'note/text', 'control_characters'],
  [adding('note', { ...note, text: { deep: [] } }), 'note/text', 'wrong_type'],
  [adding('role', { role_type: '50' }), 'role/role_type', 'role_not_yours'],
  [adding('role', { role_type: '200', scope: 'MAIN' }), 'role/scope', 'scope_not_for_role'],
  [{ field: 'note', value: null, condition: 'disable' }, 'note', 'unknown_field'],
  [{ field: 'phone', value: ['1'], condition: 'disable' }, 'phone', 'wrong_type'],
  [{ field: 'block', value: null, condition: 'disable', library: 'NORTH' }, 'block/owner', 'unknown_code'],
  [{ field: 'rs_libraries', value: [], condition: 'add' }, 'rs_libraries', 'wrong_type'],
  [{ field: 'rs_libraries', value: ['NORTH'], condition: 'add' }, 'rs_libraries', 'unknown_code'],
  [{ field: 'rs_libraries', value: ['MAIN', 'MAIN'], condition: 'add' }, 'rs_libraries', 'repeated'],
  [{ field: 'account_type', value: 'EXTERNAL', condition: 'if_empty' }, 'account_type', 'not_editable'],
])('%j is refused: %s %s', async (change, field, rule) => {
  expect(await problemsOf([change], by(['21']))).toEqual([expect.objectContaining({ field, rule })])
})

test.each<[string, FieldChange[]]>([
  ['the same element', [blocking, blocking]],
  [
    'removing and disabling',
    [
      { ...blocking, condition: 'remove' },
      { ...blocking, condition: 'disable' },
    ],
  ],
  [
    'a list that is set and added to',
    (['always', 'add'] as const).map(condition => ({ field: 'rs_libraries', value: ['MAIN'], condition })),
  ],
  [
    'a code that comes and goes',
    (['add', 'remove'] as const).map(condition => ({ field: 'rs_libraries', value: ['MAIN'], condition })),
  ],
])('twice in one job is refused: %s', async (_what, changes) => {
  expect(await problemsOf(changes)).toEqual([{ field: changes[0]!.field, rule: 'repeated' }])
})

test('roles, account types and letters need the rights that they need one by one', async () => {
  const without = (permission: string) =>
    by(['50'], { permissions: new Set([...world.ctx.actor.permissions].filter(one => one !== permission)) })
  expect(await problemsOf([adding('role', { role_type: '200' })], without('users.edit_roles'))).toBe(
    'forbidden',
  )
  const external: FieldChange = { field: 'account_type', value: 'EXTERNAL', condition: 'always' }
  expect(await problemsOf([external], without('users.toggle'))).toBe('forbidden')
  const letter = { population: { and: [] }, changes: [blocking], notify: 'social_login' as const }
  await expect(planUpdateTask(without('letters.send'), letter)).rejects.toMatchObject({ code: 'forbidden' })
})

test('somebody at one library adds nothing for another', async () => {
  const settings = { ...world.ctx.institution.settings, libraryIndependence: true }
  const law = { ...by([], { libraries: ['LAW'] }), institution: { ...world.ctx.institution, settings } }
  expect(await problemsOf([adding('block', { ...block, owner: 'MAIN' })], law)).toEqual([
    { field: 'block/owner', rule: 'not_your_library' },
  ])
  expect(await problemsOf([adding('block', { ...block, owner: 'LAW' })], law)).toEqual([])
})
