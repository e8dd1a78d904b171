import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserRecord } from '../../contract/users.ts'
import {
  age,
  item,
  type Library,
  lendTo,
  openLibrary,
  patron,
  reasonsOf,
  refusalsOf,
  requestFor,
  set,
} from './testing/library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())

const mailOf = (address: string) => ({ 'email/a': { address, preferred: true } })

/** A sponsor, and somebody who borrows for them. */
async function pair(
  more: object = {},
  { sponsor = {}, proxy = {} }: { sponsor?: object; proxy?: object } = {},
) {
  const sponsorId = await patron(library, { ...mailOf('sponsor@example.edu'), ...sponsor })
  const proxyId = await patron(library, {
    'role/p': { role_type: '32' },
    ...mailOf('proxy@example.edu'),
    ...proxy,
    'proxy/s': { patron_id: sponsorId, ...more },
  })
  return { sponsorId, proxyId }
}
const full = (people = {}) => pair({ fulfillment: true }, people)
const listed = async (kind: 'loans' | 'requests', userId: number) =>
  (await library.viewer(`GET /api/users/${userId}/${kind}`)).json().items
const read = async (userId: number) => (await library.viewer(`GET /api/users/${userId}`)).json() as UserRecord

describe('an ordinary proxy', () => {
  test('borrows for the patron, whose loan it is; the proxy is noted', async () => {
    const { sponsorId, proxyId } = await pair()
    const loan = (await lendTo(library.operator, sponsorId, await item(library), { proxyId })).json()
    expect(loan).toMatchObject({ userId: sponsorId, proxyId, isShared: false })
    expect(await listed('loans', sponsorId)).toEqual([loan])
    expect(await listed('loans', proxyId)).toEqual([])
  })

  test('borrows for nobody else', async () => {
    const { proxyId } = await pair()
    const other = await patron(library)
    const response = await lendTo(library.operator, other, await item(library), { proxyId })
    expect(response.json().problems).toEqual([{ field: 'proxyId', rule: 'not_a_proxy' }])
  })

  test('is refused for the blocks and the account of either, and the limits of the patron', async () => {
    const block = { 'block/b': { block_description: 'B_NONE', status: 'ACTIVE' } }
    const refused = async (people: object) => {
      const { sponsorId, proxyId } = await pair({}, people)
      const response = await lendTo(library.manager, sponsorId, await item(library), { proxyId })
      return refusalsOf(response).map(({ kind, proxyId: of }) => [kind, of === proxyId])
    }
    expect(await refused({ sponsor: block })).toEqual([['block', false]])
    expect(await refused({ proxy: block })).toEqual([['block', true]])
    expect(await refused({ proxy: { expiry_date: '2026-01-01' } })).toEqual([['expired', true]])
  })

  test('is shown with the patron, and the patron with the proxy', async () => {
    const { sponsorId, proxyId } = await pair()
    const partners = async (userId: number) =>
      (await library.viewer(`GET /api/users/${userId}/proxies`)).json()
    expect(await partners(proxyId)).toEqual({
      sponsors: [{ userId: sponsorId, isFulfillment: false }],
      proxies: [],
    })
    expect(await partners(sponsorId)).toEqual({
      sponsors: [],
      proxies: [{ userId: proxyId, isFulfillment: false }],
    })
  })
})

describe('a fulfillment proxy', () => {
  test('never borrows or requests alone: what it gets belongs to both, and both see it', async () => {
    const { sponsorId, proxyId } = await full()
    const loan = (await lendTo(library.operator, proxyId, await item(library))).json()
    expect(loan).toMatchObject({ userId: sponsorId, proxyId, isShared: true })
    const request = (await requestFor(library.operator, proxyId, await item(library))).json()
    expect(request).toMatchObject({ userId: sponsorId, proxyId, isShared: true })
    for (const userId of [sponsorId, proxyId]) {
      expect(await listed('loans', userId)).toEqual([loan])
      expect(await listed('requests', userId)).toEqual([request])
      expect((await read(userId)).summary).toMatchObject({ activeLoans: 1, openRequests: 1 })
    }
  })

  test('needs no Patron role of its own, the sponsor does', async () => {
    const { proxyId } = await full({ sponsor: { 'role/p': { role_type: '32' } } })
    expect(reasonsOf(await lendTo(library.manager, proxyId, await item(library)))).toEqual(['no_patron_role'])
  })

  test('keeps either from being deleted while the loan lasts', async () => {
    const { sponsorId, proxyId } = await full()
    await lendTo(library.operator, proxyId, await item(library))
    for (const userId of [sponsorId, proxyId]) {
      const answer = await library.administrator(`GET /api/users/${userId}/deletion`)
      expect(answer.body).toContain('active_loans')
    }
  })

  test('cannot be unlinked or given another sponsor, by nobody', async () => {
    const { proxyId } = await full()
    const other = await patron(library)
    const { revision } = await read(proxyId)
    for (const value of [null, { patron_id: other }]) {
      const values = { 'proxy/s': value }
      const response = await library.administrator(`PATCH /api/users/${proxyId}`, { revision, values })
      expect(response.json().problems).toEqual([{ field: 'proxy/s', rule: 'fulfillment_proxy' }])
    }
    const ordinary = await pair()
    const gone = { revision: 1, values: { 'proxy/s': null } }
    expect((await library.operator(`PATCH /api/users/${ordinary.proxyId}`, gone)).statusCode).toBe(200)
  })

  test('is not made of an ordinary one by an edit', async () => {
    const { proxyId, sponsorId } = await pair()
    const values = { 'proxy/s': { patron_id: sponsorId, fulfillment: true } }
    await library.administrator(`PATCH /api/users/${proxyId}`, { revision: 1, values })
    expect((await read(proxyId)).segments['proxy']![0]!.values).not.toHaveProperty('fulfillment')
  })

  test.each([
    ['of ours goes to both', undefined, ['proxy@example.edu', 'sponsor@example.edu']],
    ['of a partner institution goes to the sponsor alone', '01EBU_INST', ['sponsor@example.edu']],
  ])('the letter about an item %s', async (_, partner, expected) => {
    const { sponsorId, proxyId } = await full()
    const barcode = await item(library, partner === undefined ? {} : { partner })
    const { requestId } = (await requestFor(library.operator, proxyId, barcode)).json()
    await library.operator(`POST /api/requests/${requestId}/shelve`)
    const { rows } = await sql<{ recipient: string }>`select recipient from letter_outbox
      where letter = 'on_hold_shelf' and user_id = any (${[sponsorId, proxyId]}::bigint[]) order by recipient`.execute(
      library.server.db,
    )
    expect(rows.map(row => row.recipient)).toEqual(expected)
  })

  test('shares the limits: what is overdue counts for both', async () => {
    const { sponsorId, proxyId } = await full()
    await lendTo(library.operator, proxyId, await item(library))
    const settings = { 'patronLimits.overdues': { '*': 0 } }
    await set(library, settings)
    await age(library, sponsorId, 29)
    for (const userId of [sponsorId, proxyId])
      expect((await read(userId)).summary.forbidden[0]).toMatchObject({
        because: [{ limit: 'overdues', value: '1' }],
      })
    expect(reasonsOf(await lendTo(library.operator, sponsorId, await item(library)))).toEqual(['limit'])
    await set(library, { 'patronLimits.overdues': null })
  })
})
