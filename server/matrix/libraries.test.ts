import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '../../contract/endpoint.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { UserFacets } from '../../contract/users.ts'
import { mountedEndpoints } from '../http/mount.ts'
import type { SignedIn } from '../http/testing/test-server.ts'
import { dump } from '../tasks/testing/dump.ts'
import { staffMember } from '../users/testing/staff.ts'
import { type House, lawful, openHouse } from './testing/house.ts'
import { askWith, doorOf, samplesOf } from './testing/samples.ts'

let house: House
let doors: readonly Endpoint[]
let main: SignedIn
let law: SignedIn

/** What works at the desks of a library and manages its users; both libraries have the same. */
const rolesAt = (library: string) => [`21@${library}`, `32@${library}`, `221@${library}`, `231@${library}`]

beforeAll(async () => {
  house = await openHouse()
  main = (await staffMember(house.server, 'main', rolesAt('MAIN'))).signedIn
  law = (await staffMember(house.server, 'law', rolesAt('LAW'))).signedIn
  doors = mountedEndpoints(house.server.app)
})
afterAll(() => house.server.close())

/** Asks with the sample; whoever asks must be signed in, or nothing would be proved. */
async function ask(signedIn: SignedIn, door: string): Promise<LightMyRequestResponse> {
  const { server, boss, things } = house
  const { revision } = (await boss(`GET /api/users/${things.userId}`)).json<{ revision: number }>()
  const sample = samplesOf({ ...things, revision })[door]!
  const response = await askWith(server, signedIn, { door, sample })
  if (response.statusCode === 401) throw new Error(`${door}: not signed in`)
  return response
}

/** What an answer says, but for who asked and when. */
const told = ({ statusCode, body }: LightMyRequestResponse): string =>
  `${statusCode} ${body.replaceAll(/"requestId":"[^"]*"/g, '')}`

/** Everything that the law library owns. */
async function ownedByLaw(): Promise<Record<string, unknown[]>> {
  const all = await dump(house.ctx)
  return Object.fromEntries(
    ['user_note', 'user_block', 'user_statistic', 'user_attachment', 'fee'].map(name => [
      name,
      all[name]!.filter(row => row['owner'] === 'LAW'),
    ]),
  )
}

const owned = () => doors.filter(door => door.isOwned).map(doorOf)
/** About others: what is somebody's own differs anyhow. */
const reading = () =>
  doors
    .filter(door => door.method === 'GET' && door.permission !== null && !own.includes(door.permission))
    .map(doorOf)
const own: readonly Permission[] = ['session.own', 'account.own']
const changing = () =>
  Object.keys(samplesOf(house.things)).filter(door => !door.startsWith('GET') && !endings.includes(door))
/** They end the session that asks, or give another one for it. */
const endings = ['DELETE /api/account/sessions/:sessionId', 'DELETE /api/session/simulation']

test('nothing tells the people of one library what another owns; those of that library see it by the doors that say so', async () => {
  const telling: string[] = []
  for (const door of reading()) {
    const atMain = await ask(main, door)
    expect([door, atMain.body.includes(lawful)]).toEqual([door, false])
    const atLaw = await ask(law, door)
    if (told(atLaw) !== told(atMain)) telling.push(door)
  }
  expect(telling).toEqual(owned().filter(door => door.startsWith('GET')))
})

test('what a user owes is told without the fees of other libraries', async () => {
  const told = await Promise.all(
    [main, law, house.bossSignedIn].map(one => ask(one, 'GET /api/users/:userId')),
  )
  expect(told.map(one => one.json().summary.balance)).toEqual(['0', '80.00', '80.00'])
})

test('nobody finds out by searching, counting or exporting what other libraries are owed', async () => {
  const { server, bossSignedIn } = house
  const asked = (signedIn: SignedIn, door: string, query: Record<string, string>) =>
    askWith(server, signedIn, { door, sample: { query } })
  const owing = { filter: JSON.stringify({ field: 'balance', op: 'gt', value: 0 }) }
  const found = await Promise.all(
    [main, law, bossSignedIn].map(async one => {
      const list = await asked(one, 'GET /api/users', owing)
      const count = await asked(one, 'GET /api/users/count', owing)
      const facets = await asked(one, 'GET /api/users/facets', owing)
      const file = await asked(one, 'GET /api/users/export', {
        format: 'csv',
        columns: 'primary_id',
        ...owing,
      })
      const groups = facets.json<UserFacets>().recordType.map(facet => facet.count)
      return [list.json().items.length, count.json().total, groups, file.body.trim().split('\r\n').length - 1]
    }),
  )
  expect(found).toEqual([
    [0, 0, [], 0],
    [1, 1, [1], 1],
    [1, 1, [1], 1],
  ])
})

test('a set by what is owed holds for each whom their libraries let see it, however it is asked', async () => {
  const { server, boss, bossSignedIn } = house
  const filter = { field: 'balance', op: 'gt', value: 0 }
  const { setId } = (
    await boss('POST /api/sets', { name: 'Owing', kind: 'logical', filter, isPrivate: false })
  ).json()
  const totals = await Promise.all(
    [main, law, bossSignedIn].map(one =>
      askWith(server, one, {
        door: 'GET /api/users/count',
        sample: { query: { filter: JSON.stringify({ set: setId }) } },
      }),
    ),
  )
  expect(totals.map(one => one.json().total)).toEqual([0, 1, 1])
})

test('the people of one library change nothing that another owns', async () => {
  const before = await ownedByLaw()
  expect(before['fee']!.length).toBe(8)
  for (const door of changing()) {
    const { body } = await ask(main, door)
    expect([door, body.includes(lawful)]).toEqual([door, false])
    expect([door, await ownedByLaw()]).toEqual([door, before])
  }
})

test('the doors that are said to reach what a library owns let the people of that library change it', async () => {
  const found: string[] = []
  for (const door of changing()) {
    const before = JSON.stringify(await ownedByLaw())
    const { statusCode } = await ask(law, door)
    if (statusCode < 300 && JSON.stringify(await ownedByLaw()) !== before) found.push(door)
  }
  expect(found.sort()).toEqual(
    owned()
      .filter(door => !door.startsWith('GET'))
      .sort(),
  )
})

test('what another library is owed keeps somebody from being deleted, is not told, and is not waived by those of this one', async () => {
  const { server, things } = house
  const params = { userId: things.userId }
  const kept = await Promise.all(
    [main, law].map(one =>
      askWith(server, one, { door: 'GET /api/users/:userId/deletion', sample: { params } }),
    ),
  )
  expect(kept.map(one => one.json()).map(one => [one.reasons.includes('balance_due'), one.balance])).toEqual([
    [true, '0.00'],
    [true, expect.stringMatching(/^[1-9]/)],
  ])
  const deleted = await askWith(server, main, {
    door: 'DELETE /api/users/:userId',
    sample: { params, query: { waiveFees: 'true' } },
  })
  expect([deleted.statusCode, deleted.json().details.reasons.includes('balance_due')]).toEqual([409, true])
  const byLaw = await askWith(server, law, {
    door: 'DELETE /api/users/:userId',
    sample: { params, query: { waiveFees: 'true' } },
  })
  expect(byLaw.statusCode).toBe(200)
})
