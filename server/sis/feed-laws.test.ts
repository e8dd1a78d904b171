import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SisProfile } from '../../contract/sis.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { editUser } from '../users/edit-user.ts'
import {
  editModel,
  inOrder,
  loadModel,
  type ModelElement,
  type ModelRecord,
  type ModelUser,
  modelCore,
  modelSticky,
  onePreferred,
  unknownCode,
} from './testing/feed-model.ts'
import { feedXml, fieldXml } from './testing/feed-xml.ts'
import {
  addUsers,
  confirm,
  findUser,
  forgetEverybody,
  type NewUser,
  openSisWorld,
  planFeedOf,
  type Ran,
  readRecords,
  type SisWorld,
} from './testing/sis-world.ts'

const numRuns = Number(process.env['CARREL_PROPERTY_RUNS'] ?? 40)
const today = '2026-11-20'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

// Few values, so that they meet: identifiers of all kinds, in two cases, and names that make identifiers.
const anId = fc.constantFrom('u1', 'U1', 'u2', 'u3', 'u4', 'annlee', 'c1')
const aCard = fc.constantFrom('c1', 'C1', 'c2', 'c3', 'u2', 'AnnLee0')
const aText = fc.constantFrom('one', 'two')
/** Elements are compared, also by their prototype. */
const plainly = { noNullPrototype: true } as const
const anElement = fc.oneof(
  fc.record(
    { kind: fc.constant('identifier'), type: fc.constantFrom('BARCODE', 'UNIV_ID'), value: aCard },
    plainly,
  ),
  fc.record({ kind: fc.constant('note'), value: aText }, plainly),
  fc.record({ kind: fc.constant('email'), value: aText, preferred: fc.boolean() }, plainly),
)
const optional = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 4 })

const aRecord: fc.Arbitrary<ModelRecord> = fc.record({
  primaryId: fc.option(anId, { freq: 4 }),
  fields: fc
    .record({
      first_name: optional('Ann', 'ann', ''),
      last_name: fc.constantFrom('Lee', 'Lee', 'LEE', 'Lee', ''),
      user_group: fc.constantFrom('STUDENT', 'GUEST', 'FACULTY', '', undefined, unknownCode),
      preferred_language: optional('fr', 'de', ''),
      status: optional('ACTIVE', 'Inactive', ''),
    })
    .map(withoutUndefined),
  elements: fc.array(anElement, { maxLength: 3 }),
})

const aGroup = optional('STUDENT', 'GUEST', 'FACULTY')
const aUser: fc.Arbitrary<ModelUser> = fc.record({
  primaryId: anId,
  accountType: fc.constantFrom('EXTERNAL', 'EXTERNAL', 'EXTERNAL', 'INTERNAL', 'INTEXTAUTH'),
  owner: fc.constantFrom('SIS', 'SIS', 'SIS_temp', 'OTHER'),
  fields: fc
    .record({
      first_name: optional('Ann'),
      last_name: fc.constant('Lee'),
      user_group: aGroup,
      preferred_language: fc.constantFrom('en', 'fr'),
      status: fc.constantFrom('ACTIVE', 'INACTIVE'),
    })
    .map(withoutUndefined),
  elements: fc.array(
    anElement.map(one => ({ ...one, external: false })),
    { maxLength: 2 },
  ),
  sisValues: fc.record({ user_group: aGroup }).map(withoutUndefined),
  lockedFields: fc.record({ user_group: optional('STUDENT', 'GUEST', '') }).map(withoutUndefined),
  lastRecord: fc.constant(null),
})

function withoutUndefined<Value>(values: Record<string, Value | undefined>): Record<string, Value> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Record<string, Value>
}

const aProfile = fc.record({
  action: fc.constantFrom('synchronize', 'synchronize', 'synchronize', 'import'),
  matchIdType: fc.constantFrom('PRIMARY', 'PRIMARY', 'BARCODE'),
  addUnmatched: fc.constantFrom(true, true, true, false),
  emptySticky: fc.constantFrom('clear', 'keep'),
}) as fc.Arbitrary<Partial<SisProfile>>

/** What happens after the first feed: staff edit some, then comes another feed, with some records as before. */
const aStory = fc.record({
  users: fc.array(aUser, { maxLength: 5 }).map(withDistinctIdentifiers),
  profile: aProfile,
  first: fc.array(aRecord, { minLength: 1, maxLength: 6 }),
  edits: fc.array(fc.tuple(fc.nat(9), fc.constantFrom('STUDENT', 'GUEST', 'FACULTY', null)), {
    maxLength: 3,
  }),
  second: fc.array(fc.oneof(aRecord, fc.nat(5)), { minLength: 1, maxLength: 6 }),
})

function withDistinctIdentifiers(users: ModelUser[]): ModelUser[] {
  const seen = new Set<string>()
  const isNew = (value: string) => !seen.has(value.toLowerCase()) && seen.add(value.toLowerCase())
  return users
    .filter(user => isNew(user.primaryId))
    .map(user => ({
      ...user,
      owner: user.accountType === 'EXTERNAL' ? user.owner : null,
      elements: inOrder(
        onePreferred(user.elements.filter(one => one.kind !== 'identifier' || isNew(one.value))),
      ),
    }))
}

function recordXml({ primaryId, fields, elements }: ModelRecord): string {
  const list = (kind: string, wrapper: string, one: (element: ModelRecord['elements'][number]) => string) =>
    `<${wrapper}>${elements
      .filter(element => element.kind === kind)
      .map(one)
      .join('')}</${wrapper}>`
  const emails = list(
    'email',
    'emails',
    one => `<email preferred="${one.preferred}"><email_address>${one.value}</email_address></email>`,
  )
  return [
    '<user>',
    fieldXml('primary_id', primaryId),
    ...Object.entries(fields).map(([name, value]) => fieldXml(name, value)),
    `<contact_info>${emails}</contact_info>`,
    list(
      'identifier',
      'user_identifiers',
      one => `<user_identifier><id_type>${one.type}</id_type><value>${one.value}</value></user_identifier>`,
    ),
    list(
      'note',
      'user_notes',
      one => `<user_note><note_type>OTHER</note_type><note_text>${one.value}</note_text></user_note>`,
    ),
    '</user>',
  ].join('')
}

const contentOf: Record<string, (one: ModelElement) => Record<string, Json>> = {
  identifier: one => ({ id_type: one.type!, value: one.value }),
  note: one => ({ note_type: 'OTHER', text: one.value }),
  email: one => ({ address: one.value, preferred: one.preferred! }),
}

function storedUser(user: ModelUser): NewUser {
  const elements = user.elements.map((one, index) => [`${one.kind}/m${index}`, contentOf[one.kind]!(one)])
  return {
    ...user.fields,
    primary_id: user.primaryId,
    account_type: user.accountType,
    external_id: user.owner,
    sis_values: Object.keys(user.sisValues).length > 0 ? user.sisValues : null,
    locked_fields: Object.keys(user.lockedFields).length > 0 ? user.lockedFields : null,
    ...Object.fromEntries(elements),
  }
}

/** The stored record in the terms of the model. */
function modelOf(record: RecordDocument): Omit<ModelUser, 'lastRecord'> {
  const names = [...Object.keys(modelCore), ...Object.keys(modelSticky), 'status_date']
  const elements = Object.entries(record).flatMap(([path, element]): ModelElement[] => {
    const kind = path.split('/')[0]!
    const { external, id_type, value, text, address, preferred } = element as Record<string, string>
    if (!path.includes('/') || kind === 'role') return []
    const type = id_type === undefined ? {} : { type: id_type }
    const choice = preferred === undefined ? {} : { preferred: Boolean(preferred) }
    return [{ kind, external: Boolean(external), ...type, ...choice, value: (value ?? text ?? address)! }]
  })
  return {
    primaryId: String(record['primary_id']),
    accountType: String(record['account_type']),
    owner: (record['external_id'] as string | undefined) ?? null,
    fields: Object.fromEntries(names.filter(name => name in record).map(name => [name, record[name]!])),
    elements: inOrder(elements),
    sisValues: (record['sis_values'] ?? {}) as Record<string, Json>,
    lockedFields: (record['locked_fields'] ?? {}) as Record<string, Json>,
  }
}

const byId = (users: Omit<ModelUser, 'lastRecord'>[]) =>
  Object.fromEntries(
    users.map(({ lastRecord: _, ...user }: Partial<ModelUser> & Omit<ModelUser, 'lastRecord'>) => [
      user.primaryId,
      { ...user, elements: inOrder(user.elements) },
    ]),
  )

/** The plan's word on everybody: the record before with the planned values is the record after. */
async function expectPlanKept(ran: Ran, before: Record<string, RecordDocument>): Promise<void> {
  const { rows } = await sql<{
    subject: string
    user_id: number
    old: RecordDocument | null
    new: RecordDocument
  }>`
    select subject, user_id, old, new from task_outcome where task_id = ${ran.taskId} and outcome = 'change'`.execute(
    world.ctx.db,
  )
  const after = await readRecords(world)
  for (const row of rows) {
    const promised = { ...(row.old ? before[row.subject] : {}), ...row.new }
    for (const [path, value] of Object.entries(promised)) if (value === null) delete promised[path]
    expect(after[String(promised['primary_id'])]).toEqual(promised)
  }
}

async function loadBoth(
  users: ModelUser[],
  feed: ModelRecord[],
  profile: Partial<SisProfile>,
): Promise<void> {
  const before = await readRecords(world)
  const plan = await planFeedOf(world, feedXml(...feed.map(recordXml)), profile)
  expect(await readRecords(world)).toEqual(before)
  const ran = await confirm(world, plan)
  const settings = ran.report.task.parameters['profile'] as SisProfile
  const wanted = loadModel(users, feed, { profile: settings, today })
  const told = ran.outcomes.map(({ outcome, reasons }) => ({ outcome, reason: reasons.toSorted().join(' ') }))
  expect(told).toEqual(wanted.map(({ outcome, reason }) => ({ outcome, reason })))
  expect(ran.report.task).toMatchObject({ done: ran.report.task.planned.change, skipped: 0 })
  expect(byId(Object.values(await readRecords(world)).map(modelOf))).toEqual(byId(users))
  await expectPlanKept(ran, before)
}

test('random feeds on random users: the plan is kept, and outcomes and records are those of the rules', {
  timeout: 60_000 + numRuns * 2000,
}, async () => {
  const property = fc.asyncProperty(aStory, async ({ users, profile, first, edits, second }) => {
    await forgetEverybody(world)
    await addUsers(world, users.map(storedUser))
    const model = structuredClone(users)
    await loadBoth(model, first, profile)
    for (const [index, group] of model.length > 0 ? edits : []) {
      const user = model[index % model.length]!
      await editUser(world.ctx, { ...(await findUser(world, user.primaryId)), values: { user_group: group } })
      editModel(user, 'user_group', group)
    }
    const again = second.map(one => (typeof one === 'number' ? first[one % first.length]! : one))
    await loadBoth(model, again, profile)
  })
  await fc.assert(property, { numRuns })
})
