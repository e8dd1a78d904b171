import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKey } from '../api-keys/testing/keys.ts'
import {
  age,
  item,
  type Library,
  lendTo,
  openLibrary,
  patron,
  requestFor,
  set,
} from '../circulation/testing/library.ts'
import { contextOf, createPeople, foundSecond, type PersonDocument } from '../users/testing/people.ts'
import type { Sip2Server } from './serve-sip2.ts'
import { informationOf, type Machine, machineAt, openSip2, partsOf, statusOf } from './testing/machine.ts'

let library: Library
let sip2: Sip2Server
let machine: Machine

beforeAll(async () => {
  library = await openLibrary()
  await sql`update institution set time_zone = 'America/Chicago'`.execute(library.server.db)
  sip2 = await openSip2(library.server)
  machine = await machineAt(sip2.port)
  const { key } = await makeKey(library.administrator, { name: 'Self-check' })
  expect(await machine.login(key)).toBe('941')
})
afterAll(async () => {
  machine.end()
  await sip2.stop()
  await library.close()
})

const status = async (identifier: string, pin?: string) =>
  partsOf(await machine.ask(statusOf(identifier, pin)))
const information = async (identifier: string, list = '', fields = '') =>
  partsOf(await machine.ask(informationOf(identifier, { list, fields })))

let made = 0
/** A patron with a PIN. */
async function holder(document: PersonDocument = {}): Promise<{ name: string; userId: number }> {
  made += 1
  const name = `holder-${made}`
  return { name, userId: await patron(library, { primary_id: name, pin_number: '4711', ...document }) }
}

const owe = (userId: number, amount: string, more: { status?: string; title?: string } = {}) =>
  sql`insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, title, created_at, status_at)
    values (${library.server.institution.institutionId}, ${userId}, 'OTHER', ${more.status ?? 'ACTIVE'}, ${amount},
      ${amount}, ${more.title ?? null}, '2026-11-01T10:00:00Z', '2026-11-01T10:00:00Z')`.execute(
    library.server.db,
  )

const later = (minutes: number) => {
  const { clock } = library.server
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
}

const free = ' '.repeat(14)
const refused = 'YYYY'.padEnd(14)
const lockedWords = 'Too many wrong PINs. Try again later.'

test('a patron with the right PIN is told by name, with what is owed', async () => {
  const { name, userId } = await holder({ middle_name: 'King' })
  await owe(userId, '4.50')
  await owe(userId, '9.00', { status: 'INDISPUTE' })
  expect(await status(name, '4711')).toEqual({
    code: '24',
    status: free,
    counts: '',
    fields: {
      AO: ['INSTITUTION'],
      AA: [name],
      AE: ['Lovelace, Ada'],
      BL: ['Y'],
      CQ: ['Y'],
      BH: ['USD'],
      BV: ['4.50'],
    },
  })
})

test('the answer has language, date and time of the institution', async () => {
  const { name } = await holder()
  expect((await machine.ask(statusOf(name)))?.slice(16, 37)).toBe('00120261120    090000')
})

test('without a PIN nothing is said about one; an empty one is wrong, and no guess', async () => {
  const { name } = await holder()
  expect((await status(name)).fields).toMatchObject({ AE: ['Lovelace, Ada'], BL: ['Y'] })
  expect((await status(name)).fields['CQ']).toBeUndefined()
  for (let count = 0; count < 6; count += 1) expect((await status(name, '')).fields['CQ']).toEqual(['N'])
  expect((await status(name, '4711')).fields['CQ']).toEqual(['Y'])
})

describe('PINs', () => {
  test('with a wrong PIN neither name nor money nor status is told', async () => {
    const { name, userId } = await holder({
      'block/b': { block_type: 'GENERAL', block_description: '01-LOST' },
      'email/e': { address: 'ada@example.edu', types: ['work'], preferred: true },
    })
    await owe(userId, '4.50')
    const fields = {
      AO: ['INSTITUTION'],
      AA: [name],
      AE: [''],
      BL: ['Y'],
      CQ: ['N'],
      AF: ['This is not the PIN.'],
    }
    expect(await status(name, '4712')).toEqual({ code: '24', status: refused, counts: '', fields })
    const informed = await information(name, '   Y', 'AD4712|')
    expect(informed).toEqual({ code: '64', status: refused, counts: '0'.repeat(24), fields })
  })

  test.each([
    ['no PIN at all', { pin_number: undefined }, '4711'],
    ['no PIN at all, and the empty one is given with a blank', { pin_number: undefined }, ' '],
    ['a longer one', {}, '47110'],
    ['a part of it', {}, '471'],
  ])('%s is wrong', async (_what, document, pin) => {
    const { name } = await holder(document)
    expect((await status(name, pin)).fields['CQ']).toEqual(['N'])
  })

  test('five wrong ones lock it for thirty minutes, and the right one is not looked at', async () => {
    const { name, userId } = await holder()
    const told = async (pin: string) => (await status(name, pin)).fields
    for (let count = 0; count < 5; count += 1)
      expect((await told('0000'))['AF']).toEqual(['This is not the PIN.'])
    expect(await told('4711')).toMatchObject({ AE: [''], BL: ['Y'], CQ: ['N'], AF: [lockedWords] })
    later(29)
    expect(await told('4711')).toMatchObject({ CQ: ['N'], AF: [lockedWords] })
    later(2)
    expect(await told('4711')).toMatchObject({ AE: ['Lovelace, Ada'], CQ: ['Y'] })
    const { rows } =
      await sql`select failed_attempts, locked_until from pin_failure where user_id = ${userId}`.execute(
        library.server.db,
      )
    expect(rows).toEqual([{ failed_attempts: 0, locked_until: null }])
    const credentials = await sql`select from credential where user_id = ${userId}`.execute(library.server.db)
    expect(credentials.rows).toEqual([])
  })

  test('a right one begins the count anew', async () => {
    const { name } = await holder()
    for (const pin of [...Array(4).fill('0000'), '4711', ...Array(4).fill('0000')]) await status(name, pin)
    expect((await status(name, '4711')).fields['CQ']).toEqual(['Y'])
  })

  test('guesses of many machines at the same moment are no more than five', async () => {
    const { name } = await holder()
    const { key } = await makeKey(library.administrator)
    const machines = await Promise.all(Array.from({ length: 8 }, () => machineAt(sip2.port)))
    await Promise.all(machines.map(one => one.login(key)))
    const answers = await Promise.all(machines.map(one => one.ask(statusOf(name, '0000'))))
    for (const one of machines) one.end()
    const told = answers.map(one => partsOf(one).fields['AF']?.[0])
    expect(told.filter(one => one === 'This is not the PIN.')).toHaveLength(5)
    expect(told.filter(one => one === lockedWords)).toHaveLength(3)
  })

  test('they do not keep anybody from being deleted', async () => {
    const { name, userId } = await holder()
    await status(name, '0000')
    expect((await library.administrator(`DELETE /api/users/${userId}`)).statusCode).toBe(200)
    expect((await status(name)).fields['BL']).toEqual(['N'])
  })

  test('a locked PIN does not lock the password, nor a locked password the PIN', async () => {
    const { name, userId } = await holder()
    const { institutionId } = library.server.institution
    await sql`insert into credential (institution_id, user_id, failed_attempts, locked_until)
      values (${institutionId}, ${userId}, 5, '2026-12-31T00:00:00Z')`.execute(library.server.db)
    expect((await status(name, '4711')).fields['CQ']).toEqual(['Y'])
    await sql`update credential set failed_attempts = 0, locked_until = null where user_id = ${userId}`.execute(
      library.server.db,
    )
    for (let count = 0; count < 6; count += 1) await status(name, '0000')
    const { rows } =
      await sql`select failed_attempts, locked_until from credential where user_id = ${userId}`.execute(
        library.server.db,
      )
    expect(rows).toEqual([{ failed_attempts: 0, locked_until: null }])
  })
})

describe('whoever is no valid patron', () => {
  const expiry = { expiry_date: '2026-11-19' }
  const nobody: [string, () => Promise<string>][] = [
    ['nobody', async () => 'no-such-person'],
    ['nobody at all', async () => ''],
    ['a null', async () => 'a\0b'],
    ['an inactive account', async () => (await holder({ status: 'INACTIVE' })).name],
    ['an expired account', async () => (await holder(expiry)).name],
    [
      'an identifier that is not active',
      async () => {
        await holder({ 'identifier/x': { id_type: 'BARCODE', value: 'OLD-1', status: 'INACTIVE' } })
        return 'OLD-1'
      },
    ],
    [
      'a part of an identifier',
      async () => {
        await holder({ primary_id: 'whole-name' })
        return 'whole-nam'
      },
    ],
    ['a pattern', async () => 'holder-%'],
    [
      'somebody of another institution',
      async () => {
        const context = contextOf(library.server, await foundSecond(library.server))
        await createPeople(context, [{ primary_id: 'elsewhere', pin_number: '4711' }])
        return 'elsewhere'
      },
    ],
  ]
  test.each(nobody)('%s: the same answers, and nothing about anybody', async (_what, nameOf) => {
    const name = await nameOf()
    const fields = {
      AO: ['INSTITUTION'],
      AA: [name.replace('\0', ' ')],
      AE: [''],
      BL: ['N'],
      AF: ['This account is not known or not valid.'],
    }
    expect(await status(name)).toEqual({ code: '24', status: refused, counts: '', fields })
    const withPin = { ...fields, CQ: ['N'] }
    for (let count = 0; count < 5; count += 1) expect((await status(name, '4711')).fields).toEqual(withPin)
    expect((await status(name, '4711')).fields).toEqual({ ...withPin, AF: [lockedWords] })
    later(31)
    expect((await status(name, '4711')).fields).toEqual(withPin)
    expect(await information(name)).toEqual({ code: '64', status: refused, counts: '0'.repeat(24), fields })
  })

  test('the last day of an account counts', async () => {
    const { name } = await holder({ expiry_date: '2026-11-20' })
    expect((await status(name)).fields['BL']).toEqual(['Y'])
  })
})

describe('identifiers', () => {
  test('any of a person is one, exactly, in any case unless the institution tells cases apart', async () => {
    const { name } = await holder({
      'identifier/x': { id_type: 'BARCODE', value: 'Bar-7' },
      'identifier/y': { id_type: 'BARCODE', value: 'low-7' },
    })
    const valid = async (...given: string[]) => {
      const told: (string | undefined)[] = []
      for (const one of given) told.push((await status(one, '4711')).fields['CQ']?.[0])
      return told.join('')
    }
    const inEveryCase = ['Bar-7', ' bar-7 ', 'low-7', 'LOW-7', name.toUpperCase()]
    expect(await valid(...inEveryCase)).toBe('YYYYY')
    await set(library, { identifiersCaseSensitive: true })
    await sql`update user_identifier set value_key = value where value = 'Bar-7'`.execute(library.server.db)
    expect(await valid(...inEveryCase)).toBe('YNYNY')
    await sql`update user_identifier set value_key = 'bar-7' where value = 'Bar-7'`.execute(library.server.db)
    await set(library, { identifiersCaseSensitive: false })
  })
})

describe('what is refused at the desk is in the status', () => {
  const block = (block_description: string, more = {}) => ({
    'block/b': { block_type: 'GENERAL', block_description, ...more },
  })
  test.each<[string, PersonDocument, string, string | undefined]>([
    ['nothing', {}, free, undefined],
    ['a lost card', block('01-LOST'), 'Y   Y', 'Card reported lost.'],
    ['a block that is over', block('01-LOST', { expiry_date: '2026-11-19' }), '', undefined],
    ['a block of everything', block('B_NONE'), 'YYYY', 'Block NONE.'],
    ['a block that staff may override', block('B_ALL'), 'YYYY', 'Block ALL.'],
    [
      'no Patron role',
      { 'role/p': { role_type: '221', scope: 'MAIN' } },
      'YYYY',
      'This account cannot borrow.',
    ],
  ])('%s', async (_what, document, flags, words) => {
    const actions = await sql<{ details: { actions?: string[] } }>`select details from code_value
      where table_name = 'UserBlockDescription' and code = '01-LOST'`.execute(library.server.db)
    // The lost card forbids what the institution's own definition says.
    if (flags === 'Y   Y') expect(actions.rows[0]?.details.actions).toEqual(['LOAN'])
    const { name } = await holder(document)
    const told = await status(name, '4711')
    expect([told.status, told.fields['AF']?.[0]]).toEqual([flags.padEnd(14), words])
  })

  test('limits that are exceeded: fees, overdue loans, recalls', async () => {
    const { name, userId } = await holder()
    await set(library, {
      'patronLimits.cash': { '*': '10.00' },
      'patronLimits.overdues': { '*': 0 },
      'patronLimits.overdueRecalls': { '*': 0 },
    })
    await owe(userId, '10.00')
    expect((await status(name)).status).toBe(free)
    await owe(userId, '0.01')
    expect((await status(name)).fields['AF']).toEqual(['10.01 is owed, at most 10.00 is allowed.'])
    expect((await status(name)).status).toMatch(/^Y.........YY {2}$/)
    await sql`update fee set status = 'CLOSED' where user_id = ${userId}`.execute(library.server.db)
    await lendTo(library.operator, userId, await item(library))
    await age(library, userId, 100)
    expect((await status(name)).status).toMatch(/^.{6}Y.{5} .$/)
    await sql`update loan set recalled_at = loaned_at where user_id = ${userId}`.execute(library.server.db)
    const told = await status(name)
    expect(told.status).toMatch(/^.{6}Y.{5}Y.$/)
    expect(told.fields['AF']).toEqual([
      '1 overdue, at most 0 allowed. 1 recalled and overdue, at most 0 allowed.',
    ])
    expect((await information(name)).fields['CC']).toEqual(['10.00'])
    await set(library, {
      'patronLimits.cash': null,
      'patronLimits.overdues': null,
      'patronLimits.overdueRecalls': null,
    })
    expect((await information(name)).fields['CC']).toBeUndefined()
  })
})

test('information has the address in one line, e-mail and phone, each the preferred one', async () => {
  const { name } = await holder({
    'address/a': { line1: 'Old Road 1', city: 'Elsewhere', types: ['home'], preferred: false },
    'address/b': {
      line1: '1 Lake St',
      line2: 'Apt 2',
      city: 'Northlake',
      state_province: 'IL',
      postal_code: '60164',
      types: ['home'],
      preferred: true,
    },
    'email/e': { address: 'ada@example.edu', types: ['work'], preferred: true },
    'email/f': { address: 'other@example.edu', types: ['work'], preferred: false },
    'phone/p': { number: '+1 555 0100', types: ['home'], preferred: true },
  })
  const { fields } = await information(name)
  expect([fields['BD'], fields['BE'], fields['BF']]).toEqual([
    ['1 Lake St, Apt 2, Northlake, IL, 60164'],
    ['ada@example.edu'],
    ['+1 555 0100'],
  ])
})

describe('lists', () => {
  test('loans are counted and listed, newest first, as far as the machine asks', async () => {
    const { name, userId } = await holder()
    const barcodes: string[] = []
    for (let count = 0; count < 5; count += 1) {
      const barcode = await item(library)
      barcodes.unshift(barcode)
      expect((await lendTo(library.operator, userId, barcode)).statusCode).toBe(200)
    }
    await sql`update loan set due_at = '2026-11-01T00:00:00Z' where item_barcode in (${barcodes[0]}, ${barcodes[3]})`.execute(
      library.server.db,
    )
    await sql`update loan set recalled_at = '2026-11-01T00:00:00Z' where item_barcode = ${barcodes[1]}`.execute(
      library.server.db,
    )
    const plain = await information(name)
    expect(plain.counts).toBe('000000020005000000010000')
    expect([plain.fields['AU'], plain.fields['AT']]).toEqual([undefined, undefined])
    const charged = async (more: string) => (await information(name, '  Y', more)).fields['AU']
    expect(await charged('')).toEqual(barcodes)
    expect(await charged('BP2|BQ3|')).toEqual(barcodes.slice(1, 3))
    expect(await charged('BP4|')).toEqual(barcodes.slice(3))
    expect(await charged('BQ1|')).toEqual(barcodes.slice(0, 1))
    expect(await charged('BP6|BQ9|')).toBeUndefined()
    expect(await charged('BP3|BQ2|')).toBeUndefined()
    expect((await information(name, ' Y')).fields['AT']).toEqual([barcodes[0], barcodes[3]])
    expect((await information(name, ' Y', 'BP2|')).fields['AT']).toEqual([barcodes[3]])
    expect((await information(name, '    Y')).fields['BU']).toEqual([barcodes[1]])
    expect((await information(name, '  Y', 'AD0000|')).fields['AU']).toBeUndefined()
  })

  test('requests are holds on the shelf, and unavailable before that', async () => {
    const { name, userId } = await holder()
    const [shelved, waiting, gone] = [await item(library), await item(library), await item(library)]
    for (const barcode of [shelved, waiting, gone])
      expect((await requestFor(library.operator, userId, barcode)).statusCode).toBe(200)
    const put = (status: string, barcode: string) =>
      sql`update request set status = ${status} where item_barcode = ${barcode}`.execute(library.server.db)
    await put('ON_HOLD_SHELF', shelved)
    await put('CANCELLED', gone)
    expect((await information(name)).counts).toBe('000100000000000000000001')
    expect((await information(name, 'Y')).fields['AS']).toEqual([shelved])
    expect((await information(name, '     Y')).fields['CD']).toEqual([waiting])
  })

  test('fines are the active fees: amount, currency, type and title', async () => {
    const { name, userId } = await holder()
    await owe(userId, '4.50', { title: 'Lake | Ecology' })
    await owe(userId, '2.00', { status: 'CLOSED' })
    await owe(userId, '1.00')
    const told = await information(name, '   Y')
    expect([told.counts, told.fields['BV']]).toEqual(['000000000000000200000000', ['5.50']])
    expect(told.fields['AV']).toEqual(['1.00 USD Other', '4.50 USD Other: Lake   Ecology'])
    expect((await information(name, '   Y', 'BP2|BQ2|')).fields['AV']).toEqual([
      '4.50 USD Other: Lake   Ecology',
    ])
  })
})
