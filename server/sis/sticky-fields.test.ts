import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SisProfile } from '../../contract/sis.ts'
import { stickyFields } from '../fields/catalogue.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { stickyValues } from '../rules/testing/sticky-values.ts'
import { editUser } from '../users/edit-user.ts'
import { feedXml, userXml } from './testing/feed-xml.ts'
import { findUser, loadFeed, openSisWorld, readRecords, type SisWorld } from './testing/sis-world.ts'

let world: SisWorld
beforeAll(async () => {
  world = await openSisWorld()
})
afterAll(() => world.close())

type Value = 'A' | 'B' | 'C' | 'empty'
type Step = `${'sis' | 'staff'} ${Value}`
/** What the record then says, and whether the field is in the hands of staff. */
type End = `${Value}` | `${Value} kept by staff`
type Story = { steps: Step[]; clear: End; keep?: End }

/** What happens, and how it ends; `keep` where the profile keeps empty fields, if that is another end. */
const stories: Record<string, Story> = {
  'not edited, sent again': { steps: ['sis A', 'sis A'], clear: 'A' },
  'not edited, a new value is sent': { steps: ['sis A', 'sis C'], clear: 'C' },
  'not edited, sent empty': { steps: ['sis A', 'sis empty'], clear: 'empty', keep: 'A' },
  'edited, the old value is sent again': { steps: ['sis A', 'staff B', 'sis A'], clear: 'B kept by staff' },
  'edited, a new value is sent': { steps: ['sis A', 'staff B', 'sis C'], clear: 'B kept by staff' },
  'edited, a new value is sent twice': {
    steps: ['sis A', 'staff B', 'sis C', 'sis C'],
    clear: 'B kept by staff',
  },
  'edited, a new value and then again the one from before the edit': {
    steps: ['sis A', 'staff B', 'sis C', 'sis A'],
    clear: 'A',
  },
  'edited, the value of staff is sent': { steps: ['sis A', 'staff B', 'sis B'], clear: 'B' },
  'edited, the value of staff and then another one': {
    steps: ['sis A', 'staff B', 'sis B', 'sis C'],
    clear: 'C',
  },
  'edited, sent empty': { steps: ['sis A', 'staff B', 'sis empty'], clear: 'B kept by staff' },
  'edited, sent empty and then again the one from before the edit': {
    steps: ['sis A', 'staff B', 'sis empty', 'sis A'],
    clear: 'A',
    keep: 'B kept by staff',
  },
  'edited back to what the student system says': {
    steps: ['sis A', 'staff B', 'sis A', 'staff A', 'sis C'],
    clear: 'C',
  },
  'edited to what was sent since': { steps: ['sis A', 'staff B', 'sis C', 'staff C', 'sis A'], clear: 'A' },
  'edited twice, the first value is sent again': {
    steps: ['sis A', 'staff B', 'sis A', 'staff C', 'sis A'],
    clear: 'C kept by staff',
  },
  'never sent, entered by staff': { steps: ['sis empty', 'staff B', 'sis empty'], clear: 'B kept by staff' },
  'never sent, entered by staff, then sent': {
    steps: ['sis empty', 'staff B', 'sis C'],
    clear: 'B kept by staff',
  },
  'never sent, entered by staff, sent and empty again': {
    steps: ['sis empty', 'staff B', 'sis C', 'sis empty'],
    clear: 'empty',
    keep: 'B kept by staff',
  },
  'emptied by staff, sent again': { steps: ['sis A', 'staff empty', 'sis A'], clear: 'empty kept by staff' },
  'emptied by staff, a new value is sent': {
    steps: ['sis A', 'staff empty', 'sis C'],
    clear: 'empty kept by staff',
  },
  'emptied by staff, sent empty and then a new value': {
    steps: ['sis A', 'staff empty', 'sis empty', 'sis C'],
    clear: 'C',
    keep: 'empty kept by staff',
  },
}

type Person = { id: string; field: string; name: string; turns: (Step | null)[] }

/** One person for every field and story; staff cannot empty the preferred language. */
const people: Person[] = stickyFields.flatMap(field =>
  Object.entries(stories)
    .filter(([, { steps }]) => field.fallback === undefined || !steps.includes('staff empty'))
    .map(([name, story]) => ({
      id: `${field.name} ${name}`,
      field: field.name,
      name,
      turns: inTurns(story),
    })),
)

/** The student system and staff take turns; who has nothing to do lets the turn pass. */
function inTurns({ steps }: Story): Person['turns'] {
  const turns: Person['turns'] = []
  for (const step of steps) {
    const isTurnOfStaff = turns.length % 2 === 1
    if (isTurnOfStaff !== step.startsWith('staff')) turns.push(null)
    turns.push(step)
  }
  return turns
}

const valueNamed = ({ field }: Person, value: Value): Json =>
  value === 'empty' ? null : stickyValues[field]![value]
const word = (step: Step) => step.split(' ')[1] as Value

const turnOf = (turn: number) =>
  people.flatMap(one => (one.turns[turn] ? [{ ...one, value: valueNamed(one, word(one.turns[turn])) }] : []))

async function load(turn: number, emptySticky: SisProfile['emptySticky']): Promise<void> {
  const users = turnOf(turn).map(({ id, field, value }) =>
    userXml({ primary_id: `${emptySticky} ${id}`, [field]: value ?? '' }),
  )
  await loadFeed(world, feedXml(...users), { emptySticky })
}

async function edit(turn: number, emptySticky: SisProfile['emptySticky']): Promise<void> {
  for (const { id, field, value } of turnOf(turn)) {
    const user = await findUser(world, `${emptySticky} ${id}`)
    await editUser(world.ctx, { ...user, values: { [field]: value } })
  }
}

/** How the record stands, in the words of the table. */
function endOf({ field }: Person, record: RecordDocument): string {
  const fallback = stickyFields.find(one => one.name === field)!.fallback
  const value = JSON.stringify(record[field] ?? null)
  const names = Object.entries({ ...stickyValues[field], empty: fallback ?? null })
  const name = names.find(([, one]) => JSON.stringify(one) === value)?.[0] ?? value
  const locked = (record['locked_fields'] ?? {}) as Record<string, Json>
  return field in locked ? `${name} kept by staff` : name
}

test('the table has three values for every sticky field of the catalogue', () => {
  expect(Object.keys(stickyValues).sort()).toEqual(stickyFields.map(field => field.name).sort())
})

describe.each(['clear', 'keep'] as const)('a profile that says %s for empty fields', emptySticky => {
  let records: Record<string, RecordDocument> = {}
  beforeAll(async () => {
    const turns = Math.max(...people.map(one => one.turns.length))
    for (let turn = 0; turn < turns; turn += 1) {
      if (turn % 2 === 0) await load(turn, emptySticky)
      else await edit(turn, emptySticky)
    }
    records = await readRecords(world)
  })

  test.each(Object.keys(stories))('%s', name => {
    const told = people.filter(one => one.name === name)
    const ends = told.map(one => [one.field, endOf(one, records[`${emptySticky} ${one.id}`]!)])
    const { clear, keep } = stories[name]!
    const wanted = emptySticky === 'keep' ? (keep ?? clear) : clear
    expect(Object.fromEntries(ends)).toEqual(Object.fromEntries(told.map(one => [one.field, wanted])))
  })
})
