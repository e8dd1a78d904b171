import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, makeKey } from '../../api-keys/testing/keys.ts'
import { type FeesWorld, openFeesWorld } from '../../fees/testing/fees-world.ts'

let world: FeesWorld
let key: string
let reader: string
let count = 0
const json = { accept: 'application/json', host: 'alma.example' }

beforeAll(async () => {
  world = await openFeesWorld()
  const { institutionId } = world.server.institution
  await sql`insert into item (institution_id, barcode, title, library)
    values (${institutionId}, 'I-1', 'Lake Ecology', 'MAIN')`.execute(world.server.db)
  key = (await makeKey(world.admin, { name: 'Till', areas: { users: 'write' } })).key
  reader = (await makeKey(world.admin, { areas: { users: 'read' } })).key
})
afterAll(() => world.server.close())

type Somebody = { userId: number; path: string }

async function somebody(name?: string): Promise<Somebody> {
  count += 1
  const id = name ?? `payer${count}`
  const userId = await world.patron({ primary_id: id })
  return { userId, path: `/almaws/v1/users/${encodeURIComponent(id)}/fees` }
}

/** Asks for JSON and gives it; an error as its code and words. */
async function ask(line: string, payload?: object | string, withKey = key) {
  const { statusCode, body } = await call(world.server, line, {
    key: withKey,
    headers: { ...json, 'content-type': 'application/json' },
    ...(payload === undefined ? {} : { payload }),
  })
  if (statusCode === 200) return JSON.parse(body)
  expect(statusCode, body).toBe(400)
  const [error] = JSON.parse(body).errorList.error
  return { code: error.errorCode, message: error.errorMessage }
}

const askXml = async (line: string, payload?: string) =>
  (
    await call(world.server, line, {
      key,
      headers: { host: 'alma.example' },
      ...(payload ? { payload } : {}),
    })
  ).body

describe('the list', () => {
  test('tells a fee with its payments, key by key', async () => {
    const { userId, path } = await somebody('payer/one')
    const feeId = await world.owe(userId, { type: 'OVERDUEFINE', original: '25.00', owner: 'MAIN' })
    await world.desk(`POST /api/users/${userId}/fees/${feeId}/pay`, {
      amount: '2.77',
      method: 'CASH',
      desk: 'MAIN_CIRC',
      externalTransactionId: 'X-9',
    })
    const paidAt = world.server.clock.now.toISOString().replace('.000Z', 'Z')
    const answer = await ask(`GET ${path}`)
    expect(JSON.stringify(answer)).toBe(
      JSON.stringify({
        fee: [
          {
            id: String(feeId),
            type: { value: 'OVERDUEFINE', desc: 'Overdue fine' },
            status: { value: 'ACTIVE', desc: 'Active' },
            user_primary_id: {
              value: 'payer/one',
              link: 'http://alma.example/almaws/v1/users/payer%2Fone',
            },
            balance: 22.23,
            remaining_vat_amount: 0,
            original_amount: 25,
            original_vat_amount: 0,
            creation_time: '2026-11-01T10:00:00Z',
            status_time: paidAt,
            comment: null,
            owner: { value: 'MAIN', desc: 'Main' },
            title: null,
            barcode: null,
            transaction: [
              {
                transaction_id: answer.fee[0].transaction[0].transaction_id,
                type: { value: 'PAYMENT', desc: 'Payment' },
                amount: 2.77,
                vat_amount: 0,
                created_by: 'Wilhelmina Quackenbush',
                external_transaction_id: 'X-9',
                transaction_time: paidAt,
                received_by: { value: 'Main desk', desc: 'Main' },
                payment_method: { value: 'CASH', desc: 'Cash' },
              },
            ],
            link: `http://alma.example/almaws/v1/users/payer%2Fone/fees/${feeId}`,
          },
        ],
        total_record_count: 1,
        total_sum: 22.23,
        currency: 'USD',
      }),
    )
  })

  test('is the same in XML', async () => {
    const { userId, path } = await somebody('payer-x')
    const feeId = await world.owe(userId, { original: '7.50' })
    await ask(`POST ${path}/${feeId}?op=pay&method=ONLINE&amount=2.5`)
    const xml = await askXml(`GET ${path}`)
    expect(xml).toContain('<fees total_record_count="1" total_sum="5" currency="USD"><fee link="http://alma.')
    expect(xml).toContain('<type desc="Other">OTHER</type>')
    expect(xml).toContain('<user_primary_id link="http://alma.example/almaws/v1/users/payer-x">payer-x<')
    expect(xml).toContain('<transactions><transaction><transaction_id>')
    expect(xml).toContain('<amount>2.5</amount>')
    expect(xml).toContain('<received_by desc="">Not at desk</received_by>')
  })

  test('without fees has no list and no currency', async () => {
    const { path } = await somebody()
    const { body } = await call(world.server, `GET ${path}`, { key, headers: json })
    expect(body).toBe('{"total_record_count":0,"total_sum":0,"currency":null}')
    expect(await askXml(`GET ${path}`)).toContain('<fees total_record_count="0" total_sum="0"/>')
  })

  test('is of the active fees unless another status is asked for; waived ones are closed', async () => {
    const { userId, path } = await somebody()
    const ids: Record<string, string> = {}
    for (const status of ['ACTIVE', 'INDISPUTE', 'EXPORTED', 'CLOSED', 'WAIVED'])
      ids[status] = String(await world.owe(userId, { status, original: '1.10' }))
    const listed = async (status: string) =>
      (await ask(`GET ${path}${status}`)).fee.map((fee: { id: string }) => fee.id)
    expect(await listed('')).toEqual([ids['ACTIVE']])
    expect(await listed('?status=')).toEqual([ids['ACTIVE']])
    expect(await listed('?status=INDISPUTE')).toEqual([ids['INDISPUTE']])
    expect(await listed('?status=exported')).toEqual([ids['EXPORTED']])
    expect(await listed('?status=CLOSED')).toEqual([ids['CLOSED'], ids['WAIVED']])
    const waived = await ask(`GET ${path}/${ids['WAIVED']}`)
    expect(waived.status).toEqual({ value: 'CLOSED', desc: 'Closed' })
    for (const status of ['WAIVED', 'ALL', 'constructor', '%00'])
      expect(await ask(`GET ${path}?status=${status}`)).toMatchObject({ code: '401666' })
  })

  test('adds up exactly what floating numbers do not', async () => {
    const { userId, path } = await somebody()
    for (const original of ['0.10', '0.20', '999999999.99', '-0.30']) await world.owe(userId, { original })
    const { body } = await call(world.server, `GET ${path}`, { key, headers: json })
    expect(body).toContain('"total_sum":999999999.99,')
  })

  test('is the oldest first, as long as it is', async () => {
    const { userId, path } = await somebody()
    const late = await world.owe(userId, { at: '2026-11-03T00:00:00Z' })
    const early = await world.owe(userId, { at: '2026-11-02T00:00:00Z' })
    for (let more = 0; more < 110; more++) await world.owe(userId, { at: '2026-11-04T00:00:00Z' })
    const { fee, total_record_count } = await ask(`GET ${path}`)
    expect([fee.length, total_record_count]).toEqual([112, 112])
    expect(fee.slice(0, 2).map((one: { id: string }) => one.id)).toEqual([String(early), String(late)])
  })

  test('of nobody is refused, in both ways', async () => {
    expect(await ask('GET /almaws/v1/users/nobody/fees')).toEqual({
      code: '401861',
      message: 'User with identifier nobody was not found.',
    })
    expect(await ask('GET /almaws/v1/users/nobody/fees?user_id_type=BARCODE')).toMatchObject({
      code: '401890',
    })
  })

  test('is found by another identifier, too', async () => {
    const userId = await world.patron({
      primary_id: 'payer-by-card',
      'identifier/b': { id_type: 'BARCODE', value: 'CARD-7' },
    })
    const feeId = await world.owe(userId)
    const { fee } = await ask('GET /almaws/v1/users/CARD-7/fees?user_id_type=BARCODE')
    expect(fee[0].link).toBe(`http://alma.example/almaws/v1/users/payer-by-card/fees/${feeId}`)
  })
})

describe('one fee', () => {
  test('is told under the link that the list gives', async () => {
    const { userId, path } = await somebody()
    const feeId = await world.owe(userId)
    const { fee } = await ask(`GET ${path}`)
    const link = fee[0].link.replace('http://alma.example', '')
    expect(await ask(`GET ${link}`)).toEqual(fee[0])
    expect(await askXml(`GET ${link}`)).toContain(`<fee link="http://alma.example${link}"><id>${feeId}</id>`)
  })

  test('is not that of somebody else, and ids are ids', async () => {
    const { path } = await somebody()
    const other = await somebody()
    const theirs = await world.owe(other.userId)
    for (const id of [String(theirs), '0', '999999', 'x', '-1', '1.5', '9'.repeat(16), '9'.repeat(40), '%00'])
      expect(await ask(`GET ${path}/${id}`), id).toEqual({ code: '401665', message: 'Fine not found.' })
  })
})

describe('a new fee', () => {
  const sent = { type: { value: 'OTHER' }, original_amount: 20.0, owner: { value: 'INSTITUTION' } }

  test('is answered as it is kept', async () => {
    const { path } = await somebody()
    const fee = await ask(`POST ${path}`, {
      ...sent,
      comment: 'Late',
      barcode: { value: 'I-1', link: '' },
      link: '',
      title: '',
    })
    expect(fee).toMatchObject({
      type: { value: 'OTHER', desc: 'Other' },
      balance: 20,
      comment: 'Late',
      owner: { value: 'INSTITUTION' },
      title: 'Lake Ecology',
      barcode: { value: 'I-1', link: 'http://alma.example/almaws/v1/items?item_barcode=I-1' },
    })
    expect(fee).not.toHaveProperty('transaction')
    expect(await ask(`GET ${path}/${fee.id}`)).toEqual(fee)
    const [created] = await world.transactionsOf(Number(fee.id))
    expect(created).toMatchObject({ kind: 'CREATE', desk: null, created_by: 'Till' })
  })

  test('comes in XML, too, and with VAT', async () => {
    const { path } = await somebody()
    const xml = await askXml(
      `POST ${path}`,
      '<fee><type desc="x">SERVICE</type><original_amount>10.00</original_amount><owner>INSTITUTION</owner></fee>',
    )
    expect(xml).toContain('<balance>11.9</balance><remaining_vat_amount>1.9</remaining_vat_amount>')
  })

  test('of a library names the library; a credit is sent above 0 and told below', async () => {
    const { path } = await somebody()
    const ofLibrary = await ask(`POST ${path}`, { ...sent, type: 'DAMAGEDITEMFINE', owner: 'LAW' })
    expect(ofLibrary.owner).toEqual({ value: 'LAW', desc: 'Law' })
    const ofEither = await ask(`POST ${path}`, { ...sent, owner: { value: 'LAW' } })
    expect(ofEither.owner).toEqual({ value: 'LAW', desc: 'Law' })
    const credit = await ask(`POST ${path}`, { ...sent, type: { value: 'CREDIT' }, comment: 'Paid twice' })
    expect([credit.balance, credit.original_amount]).toEqual([-20, -20])
    const unexplained = await ask(`POST ${path}`, { ...sent, type: 'CREDIT' })
    expect([unexplained.balance, unexplained.comment]).toEqual([-20, null])
  })

  const wrong: [what: string, body: object, code: string][] = [
    ['no body', {}, '4019991'],
    ['no type', { ...sent, type: { value: '' } }, '4019991'],
    ['a list as type', { ...sent, type: ['OTHER'] }, '4019991'],
    ['an unknown type', { ...sent, type: { value: 'NOTHING' } }, '4019992'],
    ['a type that nobody adds', { ...sent, type: 'OVERDUEFINE', owner: 'LAW' }, '4019992'],
    ['an unknown barcode', { ...sent, barcode: 'NO-SUCH' }, '4019993'],
    ['no amount', { ...sent, original_amount: undefined }, '4019994'],
    ['an empty amount', { ...sent, original_amount: '' }, '4019994'],
    ['no owner', { ...sent, owner: { value: null } }, '4019996'],
    ['the institution for a fee of libraries', { ...sent, type: 'DAMAGEDITEMFINE' }, '4019997'],
    ['an unknown library', { ...sent, type: 'DAMAGEDITEMFINE', owner: 'ZOO' }, '4019997'],
    [
      'a library for a fee of the institution',
      { ...sent, type: 'LIBRARYCARDREPLACEMENT', owner: 'LAW' },
      '4019999',
    ],
    ['a negative amount', { ...sent, original_amount: -1 }, '402119'],
    ['a negative credit', { ...sent, type: 'CREDIT', comment: 'x', original_amount: -1 }, '402119'],
    ['half a cent', { ...sent, original_amount: 2.005 }, '402119'],
    ['an amount as people write', { ...sent, original_amount: '1,50' }, '402119'],
    ['a very large amount', { ...sent, original_amount: 1e30 }, '402119'],
    ['no number', { ...sent, original_amount: 'NaN' }, '402119'],
    ['a comment of a book', { ...sent, comment: 'x'.repeat(1001) }, '401666'],
    ['a NUL in the type', { ...sent, type: 'OTHER\0' }, '402119'],
    ['a NUL in the comment', { ...sent, comment: 'a\0b' }, '402119'],
    ['a NUL in the barcode', { ...sent, barcode: 'a\0b' }, '402119'],
  ]
  test.each(wrong)('with %s is refused and nothing kept', async (_what, body, code) => {
    const { path } = await somebody()
    expect(await ask(`POST ${path}`, body)).toMatchObject({ code })
    expect((await ask(`GET ${path}`)).total_record_count).toBe(0)
  })

  test('of somebody without the Patron role, of nobody, by a key that only reads', async () => {
    await world.patron({ primary_id: 'no-patron', 'role/p': { role_type: '200', status: 'INACTIVE' } })
    expect(await ask('POST /almaws/v1/users/no-patron/fees', sent)).toMatchObject({
      code: '402119',
      message: 'General error: the user has no active Patron role',
    })
    expect(await ask('POST /almaws/v1/users/nobody/fees', sent)).toMatchObject({ code: '401861' })
    const { path } = await somebody()
    const answer = await call(world.server, `POST ${path}`, { key: reader, headers: json, payload: sent })
    expect(answer.body).toContain('UNAUTHORIZED')
  })

  test.each(['{"type":', '[]', '<fees/>', '<fee><type></fee>'])('%j is no body', async payload => {
    const { path } = await somebody()
    expect(await ask(`POST ${path}`, payload)).toMatchObject({ code: '401676' })
  })
})
