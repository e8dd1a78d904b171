import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../api-keys/testing/keys.ts'
import { age, lendTo, requestFor, set } from '../../circulation/testing/library.ts'
import { atDesk, type LendingWorld, openLendingWorld } from './testing/lending-world.ts'

let world: LendingWorld
const fetched = (answer: { item_loan?: { item_barcode: string }[] }) =>
  (answer.item_loan ?? []).map(loan => loan.item_barcode)

beforeAll(async () => {
  world = await openLendingWorld()
})
afterAll(() => world.close())

describe('a new loan', () => {
  test('is answered as it is kept, key by key', async () => {
    const { path, primaryId } = await world.somebody()
    const { itemId, barcode } = await world.copy()
    const loan = await world.ask(`POST ${path}/loans?item_barcode=${barcode}`, atDesk)
    const loanedAt = world.server.clock.now.toISOString().replace('.000Z', 'Z')
    expect(JSON.stringify(loan)).toBe(
      JSON.stringify({
        loan_id: loan.loan_id,
        circ_desk: { value: 'MAIN_CIRC', desc: 'Main desk' },
        library: { value: 'MAIN', desc: 'Main Library' },
        user_id: primaryId,
        item_barcode: barcode,
        due_date: '2026-12-18T23:59:00Z',
        loan_status: 'ACTIVE',
        loan_date: loanedAt,
        process_status: 'NORMAL',
        mms_id: '991',
        holding_id: '221',
        item_id: String(itemId),
        title: 'Lake Ecology',
        author: 'Abara, Chidi',
        description: null,
        publication_year: null,
        location_code: { value: 'Stacks', name: 'Stacks' },
        item_policy: { value: 'Book', description: 'Book' },
        call_number: 'QH 1',
        loan_fine: 0,
        renewable: null,
        last_renew_status: { value: null, desc: '' },
      }),
    )
    expect(await world.ask(`GET ${path}/loans/${loan.loan_id}`)).toEqual(loan)
    const { rows } = await sql`select lent_by from loan where loan_id = ${loan.loan_id}`.execute(
      world.server.db,
    )
    expect(rows).toEqual([{ lent_by: 'Kiosk' }])
  })

  test('is made by the id of the item, and in XML', async () => {
    const { path } = await world.somebody()
    const { itemId } = await world.copy({ mmsId: null })
    const xml = await world.askXml(
      `POST ${path}/loans?item_pid=${itemId}`,
      '<item_loan><circ_desk desc="x">MAIN_CIRC</circ_desk><library>MAIN</library></item_loan>',
    )
    expect(xml).toContain('<item_loan><loan_id>')
    expect(xml).toContain('<circ_desk desc="Main desk">MAIN_CIRC</circ_desk>')
    expect(xml).toContain('<location_code name="Stacks">Stacks</location_code>')
    expect(xml).toContain('<item_policy description="Book">Book</item_policy>')
  })

  const wrong: [query: string, body: object | string | undefined, code: string][] = [
    ['', atDesk, '401672'],
    ['item_barcode=&item_pid=', atDesk, '401672'],
    ['item_barcode=NO-SUCH', atDesk, '401651'],
    ['item_barcode=%00', atDesk, '402119'],
    ['item_pid=999999', atDesk, '401651'],
    ['item_pid=x', atDesk, '401651'],
    ['item_pid=99999999999999999999', atDesk, '401651'],
    ['item_barcode=FREE', undefined, '401664'],
    ['item_barcode=FREE', { circ_desk: { value: 'MAIN_CIRC' } }, '401664'],
    ['item_barcode=FREE', { library: { value: 'MAIN' }, circ_desk: { value: '' } }, '401664'],
    ['item_barcode=FREE', { library: ['MAIN'], circ_desk: 'MAIN_CIRC' }, '401664'],
    ['item_barcode=FREE', { ...atDesk, circ_desk: 'NOWHERE' }, '401153'],
    ['item_barcode=FREE', { ...atDesk, circ_desk: 'SCI_CIRC' }, '401153'],
    ['item_barcode=FREE', { ...atDesk, library: 'ZOO' }, '401153'],
    ['item_barcode=FREE', { ...atDesk, circ_desk: 'a\0b' }, '402119'],
    ['item_barcode=FREE', '{', '401676'],
    ['item_barcode=FREE', '[]', '401676'],
  ]
  test.each(wrong)('with %j and %j is refused', async (query, body, code) => {
    await sql`insert into item (institution_id, barcode, title, library)
      values (${world.server.institution.institutionId}, 'FREE', 'Free', 'MAIN') on conflict do nothing`.execute(
      world.server.db,
    )
    const { path } = await world.somebody()
    expect(await world.ask(`POST ${path}/loans?${query}`, body)).toMatchObject({ code })
    expect((await world.ask(`GET ${path}/loans`)).total_record_count).toBe(0)
  })

  test('is refused with all reasons, of the item and the patron', async () => {
    const { path } = await world.somebody({
      status: 'INACTIVE',
      'block/b': { block_description: 'B_ALL', status: 'ACTIVE' },
    })
    const { barcode } = await world.copy({ status: 'NOT_LOANABLE' })
    expect(await world.ask(`POST ${path}/loans?item_barcode=${barcode}`, atDesk)).toEqual({
      code: '401651',
      message:
        'Item is not loanable: the item is not lent; the account is inactive; the user is blocked (B_ALL)',
    })
  })

  test('of one item by two programs at once is one', async () => {
    const { itemId } = await world.copy()
    const readers = await Promise.all([1, 2, 3].map(() => world.somebody()))
    const answers = await Promise.all(
      readers.map(({ path }) => world.ask(`POST ${path}/loans?item_pid=${itemId}`, atDesk)),
    )
    expect(answers.filter(answer => answer.loan_id)).toHaveLength(1)
    expect(answers.filter(answer => answer.code === '401651')).toHaveLength(2)
  })

  test('is not made by a key that reads, nor for nobody', async () => {
    const { path } = await world.somebody()
    const { barcode } = await world.copy()
    const line = `POST ${path}/loans?item_barcode=${barcode}`
    expect((await call(world.server, line, { key: world.reader, payload: atDesk })).body).toContain(
      'UNAUTHORIZED',
    )
    const nobodys = 'POST /almaws/v1/users/nobody/loans'
    expect(await world.ask(`${nobodys}?item_barcode=${barcode}`, atDesk)).toMatchObject({ code: '401861' })
    expect(await world.ask(`${nobodys}?user_id_type=BARCODE`, atDesk)).toMatchObject({ code: '401890' })
  })
})

describe('the list', () => {
  test('without loans has no list, in both formats; nobody has none', async () => {
    const { path } = await world.somebody()
    const { body } = await call(world.server, `GET ${path}/loans?format=json`, { key: world.key })
    expect(body).toBe('{"total_record_count":0}')
    expect(await world.askXml(`GET ${path}/loans`)).toContain('<item_loans total_record_count="0"/>')
    expect(await world.ask('GET /almaws/v1/users/nobody/loans')).toMatchObject({ code: '401861' })
  })

  test('comes in pages, in the order that is asked for', async () => {
    const { userId, path } = await world.somebody()
    const titles = ['Carp', 'Algae', 'Beavers']
    const codes: string[] = []
    for (const title of titles) {
      const { barcode } = await world.copy({ title })
      await lendTo(world.operator, userId, barcode)
      codes.push(barcode)
    }
    const [carp, algae, beavers] = codes
    const list = async (query: string) => fetched(await world.ask(`GET ${path}/loans?${query}`))
    expect(await list('')).toEqual([carp, algae, beavers])
    expect(await list('direction=desc')).toEqual([beavers, algae, carp])
    expect(await list('order_by=title')).toEqual([algae, beavers, carp])
    expect(await list('order_by=title&direction=DESC&limit=1&offset=1')).toEqual([beavers])
    for (const order of ['id', 'loan_date', 'due_date', 'barcode', 'author', 'return_date'])
      expect((await list(`order_by=${order}`)).toSorted()).toEqual(codes.toSorted())
    expect(await world.ask(`GET ${path}/loans?limit=0`)).toEqual({ total_record_count: 3 })
    expect(await world.ask(`GET ${path}/loans?offset=3`)).toEqual({ total_record_count: 3 })
    const xml = await world.askXml(`GET ${path}/loans?limit=1`)
    expect(xml).toContain('<item_loans total_record_count="3"><item_loan><loan_id>')
  })

  test.each([
    'order_by=password',
    'direction=up',
    'loan_status=lost',
    'limit=-1',
    'offset=x',
    'order_by=constructor',
  ])('with %s is refused', async query => {
    const { path } = await world.somebody()
    expect(await world.ask(`GET ${path}/loans?${query}`)).toMatchObject({ code: '40166410' })
  })

  test('tells complete loans if they are asked for, with where and when they came back', async () => {
    const { userId, path } = await world.somebody()
    const { barcode } = await world.copy()
    await lendTo(world.operator, userId, barcode)
    await world.operator('POST /api/loans/return', { barcode, desk: 'MAIN_CIRC' })
    const returnedAt = world.server.clock.now.toISOString().replace('.000Z', 'Z')
    expect(await world.ask(`GET ${path}/loans`)).toEqual({ total_record_count: 0 })
    const { item_loan } = await world.ask(`GET ${path}/loans?loan_status=Complete`)
    expect(item_loan).toMatchObject([
      {
        return_circ_desk: { value: 'MAIN_CIRC', desc: 'Main desk' },
        loan_status: 'COMPLETE',
        return_date: returnedAt,
      },
    ])
  })

  test('says with expand which loans could be renewed', async () => {
    const { userId, path } = await world.somebody()
    const other = await world.somebody()
    const [old, today, wanted] = [await world.copy(), await world.copy(), await world.copy()]
    await lendTo(world.operator, userId, old.barcode)
    await lendTo(world.operator, userId, wanted.barcode)
    await age(world, userId, 3)
    await lendTo(world.operator, userId, today.barcode)
    await requestFor(world.operator, other.userId, wanted.barcode)
    const renewable = async (query: string) => {
      const { item_loan } = await world.ask(`GET ${path}/loans?${query}`)
      return Object.fromEntries(
        item_loan.map((loan: { item_barcode: string; renewable: unknown }) => [
          loan.item_barcode,
          loan.renewable,
        ]),
      )
    }
    const expected = { [old.barcode]: true, [wanted.barcode]: false, [today.barcode]: false }
    expect(await renewable('expand=renewable')).toEqual(expected)
    expect(await renewable('expand=none,renewable')).toEqual(expected)
    expect(Object.values(await renewable(''))).toEqual([null, null, null])
    await sql`update user_account set status = 'INACTIVE' where user_id = ${userId}`.execute(world.server.db)
    expect(Object.values(await renewable('expand=renewable'))).toEqual([false, false, false])
  })

  test('says what overdue loans have cost by today', async () => {
    await set(world, { overdueFinePerDay: { '*': '0.10' } })
    const { userId, path } = await world.somebody()
    const { barcode } = await world.copy()
    await lendTo(world.operator, userId, barcode)
    await age(world, userId, 31)
    const { body } = await call(world.server, `GET ${path}/loans?format=json`, { key: world.key })
    await set(world, { overdueFinePerDay: {} })
    expect(body).toContain('"loan_fine":0.3,')
  })

  test('has the loans that somebody shares as a fulfillment proxy, under the name of the patron', async () => {
    const sponsor = await world.somebody()
    const proxy = await world.somebody({ 'proxy/x': { patron_id: sponsor.userId, fulfillment: true } })
    const { barcode } = await world.copy()
    await lendTo(world.operator, proxy.userId, barcode)
    await age(world, sponsor.userId, 3)
    for (const { path } of [sponsor, proxy]) {
      const { item_loan } = await world.ask(`GET ${path}/loans?expand=renewable`)
      expect(item_loan).toMatchObject([
        { item_barcode: barcode, user_id: sponsor.primaryId, renewable: true },
      ])
    }
  })
})

describe('one loan', () => {
  async function lent() {
    const reader = await world.somebody()
    const { barcode } = await world.copy()
    const loan = (await lendTo(world.operator, reader.userId, barcode)).json()
    return { ...reader, barcode, loanId: loan.loanId as number, line: `${reader.path}/loans/${loan.loanId}` }
  }

  test('of somebody else is none: not read, not renewed, not changed', async () => {
    const { loanId } = await lent()
    const { path } = await world.somebody()
    for (const id of [String(loanId), '0', 'x', '99999999999999999999', '%00']) {
      const line = `${path}/loans/${id}`
      for (const answer of [
        await world.ask(`GET ${line}`),
        await world.ask(`POST ${line}?op=renew`),
        await world.ask(`PUT ${line}`, { due_date: '2026-12-24Z' }),
      ])
        expect(answer).toMatchObject({ code: '401823' })
    }
    const { rows } = await sql`select renewals from loan where loan_id = ${loanId}`.execute(world.server.db)
    expect(rows).toEqual([{ renewals: 0 }])
  })

  test('is renewed, and says so; a second time on the same day it is not', async () => {
    const { userId, line, loanId } = await lent()
    await age(world, userId, 5)
    const renewed = await world.ask(`POST ${line}?op=renew`)
    expect(renewed).toMatchObject({
      process_status: 'RENEW',
      due_date: '2026-12-18T23:59:00Z',
      last_renew_date: world.server.clock.now.toISOString().replace('.000Z', 'Z'),
      last_renew_status: { value: '401193;', desc: 'Renewed Successfully' },
    })
    expect(await world.ask(`POST ${line}?op=renew`)).toEqual({
      code: '401822',
      message: `Cannot renew loan: Loan ID ${loanId}: it would not be due later`,
    })
    for (const op of ['', '?op=', '?op=extend'])
      expect(await world.ask(`POST ${line}${op}`)).toMatchObject({ code: '401666' })
  })

  test('is not renewed for somebody who is blocked, nor when it has ended', async () => {
    const { userId, line, barcode } = await lent()
    await sql`update user_account set status = 'INACTIVE' where user_id = ${userId}`.execute(world.server.db)
    expect((await world.ask(`POST ${line}?op=renew`)).message).toContain('the account is inactive')
    await world.operator('POST /api/loans/return', { barcode, desk: 'MAIN_CIRC' })
    expect((await world.ask(`POST ${line}?op=renew`)).message).toContain('the loan has ended')
    expect(await world.ask(`PUT ${line}`, { due_date: '2026-12-24Z' })).toMatchObject({ code: '402119' })
  })

  test.each([
    ['2026-12-24Z', '2026-12-24T23:59:00Z'],
    ['2026-12-24', '2026-12-24T23:59:00Z'],
    ['2026-12-24T08:00:00Z', '2026-12-24T23:59:00Z'],
    ['2026-12-24T08:00:00.123Z', '2026-12-24T23:59:00Z'],
    ['2026-12-24T08:00:00', '2026-12-24T23:59:00Z'],
  ])('is due on another day: %s', async (given, due) => {
    const { line } = await lent()
    expect(await world.ask(`PUT ${line}`, { loan_id: 'x', due_date: given })).toMatchObject({ due_date: due })
  })

  test('is sent back as it was read', async () => {
    const { line } = await lent()
    const loan = await world.ask(`GET ${line}`)
    expect(await world.ask(`PUT ${line}`, loan)).toEqual(loan)
    const xml = await world.askXml(`GET ${line}`)
    expect(await world.askXml(`PUT ${line}?notify_user=true`, xml)).toBe(xml)
  })

  test.each([
    [{}, '401824'],
    [{ due_date: '' }, '401824'],
    [{ due_date: null }, '401824'],
    [{ due_date: ['2026-12-24Z'] }, '401824'],
    [{ due_date: '2026-11-19Z' }, '401681'],
    [{ due_date: '2026-02-30Z' }, '40166410'],
    [{ due_date: 'tomorrow' }, '40166410'],
    [{ due_date: 1795737600000 }, '40166410'],
    [{ due_date: '2026-12-24\0' }, '40166410'],
    ['<item_loan', '401676'],
  ])('is not due on %j', async (body, code) => {
    const { line } = await lent()
    expect(await world.ask(`PUT ${line}`, body)).toMatchObject({ code })
  })

  test('is not due after the account ends', async () => {
    const { userId, line } = await lent()
    await sql`update user_account set expiry_date = '2026-12-20' where user_id = ${userId}`.execute(
      world.server.db,
    )
    expect(await world.ask(`PUT ${line}`, { due_date: '2026-12-21Z' })).toEqual({
      code: '402119',
      message: 'General error: nothing is due after 2026-12-20, when the account expires',
    })
  })
})
