import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Configuration } from '../../contract/configuration.ts'
import type { UserRecord } from '../../contract/users.ts'
import { type Ask, staffMember } from '../users/testing/staff.ts'
import {
  item,
  type Library,
  lendTo,
  openLibrary,
  patron,
  reasonsOf,
  refusalsOf,
  set,
} from './testing/library.ts'

let library: Library
let manager: Ask
beforeAll(async () => {
  library = await openLibrary()
  manager = (await staffMember(library.server, 'records', ['21'])).ask
})
afterAll(() => library.close())
beforeEach(() => set(library, { demeritsEnabled: true, demeritLimit: 10 }))

const demerit = (more: object = {}) => ({
  points: 5,
  reason: 'Wrote in a book',
  given_on: '2026-11-01',
  ...more,
})
const read = async (ask: Ask, userId: number) => (await ask(`GET /api/users/${userId}`)).json() as UserRecord
const give = (ask: Ask, userId: number, value: object | null, revision = 1) =>
  ask(`PATCH /api/users/${userId}`, { revision, values: { 'demerit/a': value } })
const kindsShownTo = async (ask: Ask) =>
  ((await ask('GET /api/configuration')).json() as Configuration).segments.map(segment => segment.kind)

describe('demerits', () => {
  test('are given, shown, changed and taken back by circulation', async () => {
    const userId = await patron(library)
    expect((await give(library.operator, userId, demerit({ note: 'A pen' }))).statusCode).toBe(200)
    expect((await read(library.viewer, userId)).segments['demerit']).toMatchObject([
      { id: 'a', values: { ...demerit(), note: 'A pen', created_by: expect.any(String) } },
    ])
    expect((await give(library.operator, userId, null, 2)).statusCode).toBe(200)
    expect((await read(library.viewer, userId)).segments['demerit']).toEqual([])
  })

  test.each([
    [{ points: 0 }, 'points', 'too_small'],
    [{ points: 1.5 }, 'points', 'not_a_number'],
    [{ points: 1_000_001 }, 'points', 'too_large'],
    [{ points: '5' }, 'points', 'wrong_type'],
    [{ points: null }, 'points', 'required'],
    [{ reason: null }, 'reason', 'required'],
    [{ given_on: '2026-02-30' }, 'given_on', 'not_a_date'],
  ])('with %o are refused', async (wrong, field, rule) => {
    const { problems } = (await give(library.operator, await patron(library), demerit(wrong))).json()
    expect(problems).toMatchObject([{ field: `demerit/a/${field}`, rule }])
  })

  test.each(['32', '221', 'CIRC_DESK_OPERATOR_LIMITED', '38', '215', '52'])(
    'are seen with the role %s',
    async role => {
      const userId = await patron(library, { 'demerit/a': demerit() })
      const { ask } = await staffMember(library.server, `seer${role}`, [role])
      expect(await kindsShownTo(ask)).toContain('demerit')
      expect((await read(ask, userId)).segments['demerit']).toHaveLength(1)
    },
  )

  test('are neither seen nor given by others: not in the record, the catalogue, the history, or by a filter', async () => {
    const userId = await patron(library, { 'demerit/a': demerit() })
    await give(library.operator, userId, demerit({ points: 6 }))
    for (const ask of [manager, library.administrator]) {
      expect(await kindsShownTo(ask)).not.toContain('demerit')
      expect((await read(ask, userId)).segments['demerit']).toEqual([])
      expect((await ask(`GET /api/users/${userId}/history?period=all`)).body).not.toContain('demerit')
      const filter = encodeURIComponent(JSON.stringify({ some: 'demerit' }))
      expect((await ask(`GET /api/users/count?filter=${filter}`)).json()).toEqual({ total: 0 })
      const refused = await give(ask, userId, demerit({ points: 7 }), 2)
      expect(refused.json().problems).toEqual([{ field: 'demerit/a', rule: 'not_editable' }])
    }
  })

  test('are there for nobody while they are switched off, and stay', async () => {
    const userId = await patron(library, { 'demerit/a': demerit({ points: 50 }) })
    await set(library, { demeritsEnabled: null })
    expect(await kindsShownTo(library.operator)).not.toContain('demerit')
    expect((await read(library.operator, userId)).segments['demerit']).toEqual([])
    expect((await lendTo(library.operator, userId, await item(library))).statusCode).toBe(200)
    await set(library, { demeritsEnabled: true })
    expect((await read(library.operator, userId)).segments['demerit']).toHaveLength(1)
  })

  test('with more points together than the limit forbid a loan', async () => {
    const points = (first: number) =>
      patron(library, { 'demerit/a': demerit({ points: first }), 'demerit/b': demerit() })
    expect((await lendTo(library.operator, await points(5), await item(library))).statusCode).toBe(200)
    const refused = await lendTo(library.operator, await points(6), await item(library))
    expect(reasonsOf(refused)).toEqual(['limit'])
    expect(refusalsOf(refused)[0]).toMatchObject({ limit: 'demerits', value: '11', most: '10' })
  })
})
