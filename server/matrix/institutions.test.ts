import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '../../contract/endpoint.ts'
import { mountedEndpoints } from '../http/mount.ts'
import { type Dump, dump } from '../tasks/testing/dump.ts'
import { staffMember } from '../users/testing/staff.ts'
import { type House, openHouse } from './testing/house.ts'
import { askWith, doorOf, samplesOf } from './testing/samples.ts'

let ours: House
let theirs: House
let doors: Endpoint[]

beforeAll(async () => {
  ours = await openHouse()
  theirs = await openHouse('OTHER', ours)
  doors = mountedEndpoints(ours.server.app).filter(one => one.permission !== null)
})
afterAll(() => ours.server.close())

/** Session and simulation end with these; they have tests of their own. */
const endings = ['DELETE /api/session']

const otherwise: Record<string, [number, string | undefined]> = {
  // The history outlives the record: whoever has none is not told from whoever never was.
  'GET /api/users/:userId/history': [200, undefined],
  // Names the whole order, which is not theirs.
  'PUT /api/assignment-rules/:kind/order': [409, 'conflict'],
}

/** Everything of the other institution. */
async function rowsOfTheirs(): Promise<Dump> {
  const { institutionId } = theirs.server.institution
  const all = await dump(theirs.ctx)
  return Object.fromEntries(
    Object.entries(all).map(([name, rows]) => [
      name,
      rows.filter(row => row['institution_id'] === institutionId),
    ]),
  )
}

test('every endpoint has a sample', () => {
  const known = Object.keys(samplesOf(ours.things))
  expect(
    doors
      .map(doorOf)
      .filter(door => !endings.includes(door))
      .sort(),
  ).toEqual(known.sort())
})

test('who may do everything here finds nothing of another institution by its number, and changes nothing there', async () => {
  const { signedIn } = await staffMember(ours.server, 'mighty', ['50', '221@MAIN', '221@LAW'])
  const before = await rowsOfTheirs()
  const found: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const [door, sample] of Object.entries(samplesOf(theirs.things))) {
    if (!door.includes(':') || isFixed(door)) continue
    const { statusCode, body } = await askWith(ours.server, signedIn, { door, sample })
    found[door] = [statusCode, body && JSON.parse(body).code]
    expected[door] = otherwise[door] ?? [404, 'not_found']
  }
  expect(Object.keys(found).length).toBeGreaterThan(50)
  expect(found).toEqual(expected)
  expect(await rowsOfTheirs()).toEqual(before)
})

/** Paths whose parameters are words of the program, the same everywhere. */
const isFixed = (door: string) => /\/:(kind|letter)(\/preview)?$/.test(door)
