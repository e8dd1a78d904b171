import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUser, signInAs, trySignIn } from '../../http/testing/test-server.ts'
import { createPeople } from '../../users/testing/people.ts'
import { type Call, queryOf } from '../call.ts'
import { readPersonalData } from './personal-data.ts'
import { openReadingDoor, type ReadingDoor } from './testing/reading-door.ts'

let door: ReadingDoor
let userId: number

beforeAll(async () => {
  door = await openReadingDoor()
  ;[userId] = (await createPeople(door.ctx, [
    {
      primary_id: 'ada',
      first_name: 'Ada',
      last_name: 'L',
      pin_number: '4711',
      never_purge_reason: 'Donor',
      'note/n': { note_type: 'OTHER', text: 'Owns a cat' },
      'enrolment/e': { course_code: 'BIO1' },
      'identifier/b': { id_type: 'BARCODE', value: 'B1' },
    },
  ])) as [number]
  const { institutionId } = door.server.institution
  const { db } = door.server
  await sql`insert into loan (institution_id, user_id, item_barcode, title, loaned_at, due_at, returned_at)
    values (${institutionId}, ${userId}, 'I1', 'Open', now(), now(), null),
      (${institutionId}, ${userId}, 'I2', 'Back', now(), now(), now())`.execute(db)
  await sql`insert into request (institution_id, user_id, kind, status, title, created_at)
    values (${institutionId}, ${userId}, 'HOLD', 'NOT_STARTED', 'Wanted', now()),
      (${institutionId}, ${userId}, 'HOLD', 'COMPLETED', 'Had', now())`.execute(db)
  const { rows } = await sql<{ fee_id: number }>`
    insert into fee (institution_id, user_id, fee_type, status, original_amount, balance, created_at, status_at)
    values (${institutionId}, ${userId}, 'OTHER', 'CLOSED', 20, 0, now(), now()) returning fee_id`.execute(db)
  await sql`insert into fee_transaction (institution_id, fee_id, kind, amount, created_by, created_at)
    values (${institutionId}, ${rows[0]!.fee_id}, 'PAYMENT', 20, 'Desk', now())`.execute(db)
})
afterAll(() => door.server.close())

describe('personal data', () => {
  test('are all that is known about somebody, and no secret', async () => {
    const { body } = await door.ask('GET /users/B1/personal-data?user_id_type=BARCODE')
    const data = JSON.parse(body)
    expect(data).toMatchObject({
      user: {
        primary_id: 'ada',
        never_purge_reason: 'Donor',
        user_note: [{ note_text: 'Owns a cat' }],
        enrolment: [{ course_code: 'BIO1' }],
      },
      item_loan: [{ title: 'Open' }, { title: 'Back' }],
      user_request: [{ title: 'Wanted' }, { title: 'Had' }],
      fee: [{ original_amount: 20, transaction: [{ amount: 20 }] }],
      letter: [],
    })
    expect(data).not.toHaveProperty('history_entry')
    expect(body).not.toContain('4711')
  })

  test('in XML', async () => {
    const { body } = await door.ask('GET /users/ada/personal-data?format=xml')
    expect(body).toContain('<user_personal_data><user><record_type desc="Public">PUBLIC</record_type>')
    expect(body).toContain('<item_loans><item_loan>')
  })

  test('tell every change to those who may see the history', async () => {
    const call = { params: { user_id: 'ada' }, query: queryOf({}), linkTo: (path: string) => path }
    const answer = await readPersonalData(door.ctx, call as unknown as Call)
    expect(answer).toMatchObject({
      tree: { history_entry: [{ kind: 'created', changed_by: 'Registrar', source: 'system' }] },
    })
    expect(JSON.stringify(answer)).toContain('{"path":"first_name","old":null,"new":"Ada"}')
    expect(JSON.stringify(answer)).not.toContain('4711')
  })

  test('of nobody are refused', async () => {
    expect(await door.tell('GET /users/bob/personal-data')).toBe(
      '401861 User with identifier bob was not found.',
    )
    expect(await door.tell('GET /users/9/personal-data?user_id_type=linking_id')).toMatch(/^4019998 /)
  })
})

describe('the report of sign-ins', () => {
  const report = (query = '') => door.tell(`GET /users/staff-login-report?${query}`) as Promise<Report>
  type Report = { login_event?: { primary_id: string; successful: boolean }[]; total_record_count: number }
  const names = async (query = '') => ((await report(query)).login_event ?? []).map(event => event.primary_id)

  beforeAll(async () => {
    const { server } = door
    const password = 'correct horse battery'
    await addUser(server, { primaryId: 'desk', password, roles: ['32'] })
    await addUser(server, { primaryId: 'patron', password, roles: ['200'] })
    server.clock.now = new Date('2026-11-22T10:00:00Z')
    await signInAs(server, 'patron', password)
    await signInAs(server, 'desk', password)
    await trySignIn(server, 'keeper', 'wrong')
    await trySignIn(server, 'patron', 'wrong')
  })

  test('tells when staff came in, newest first, and no patrons', async () => {
    const { login_event: events, total_record_count: total } = await report()
    expect([events![0], total]).toEqual([
      {
        primary_id: 'desk',
        full_name: 'Wilhelmina Quackenbush',
        login_date: '2026-11-22T10:00:00Z',
        successful: true,
        ip_address: '127.0.0.*',
        browser: null,
      },
      2,
    ])
    expect(events![1]).toMatchObject({ primary_id: 'keeper', login_date: '2026-11-20T15:00:00Z' })
    const { body } = await door.ask('GET /users/staff-login-report?format=xml')
    expect(body).toContain('<login_events total_record_count="2"><login_event><primary_id>desk</primary_id>')
  })

  test.each([
    ['login_date_from=2026-11-21', ['desk']],
    ['login_date_to=2026-11-21', ['keeper']],
    ['login_date_from=2026-11-20&login_date_to=2026-11-20', ['keeper']],
    ['login_date_from=2026-11-22Z&login_date_to=2026-11-22Z', ['desk']],
    ['successful=failed-login-attempts', ['keeper']],
    ['successful=all', ['desk', 'keeper', 'keeper']],
    ['limit=1', ['desk']],
    ['limit=1&offset=1', ['keeper']],
    ['offset=7', []],
  ])('%s', async (query, wanted) => {
    expect((await names(query)).sort()).toEqual(wanted)
  })

  test('tells failures apart, and how many there are on every page', async () => {
    expect(await report('successful=failed-login-attempts')).toMatchObject({
      login_event: [{ primary_id: 'keeper', login_date: '2026-11-22T10:00:00Z', successful: false }],
    })
    expect(await report('offset=7')).toEqual({ total_record_count: 2 })
  })

  test('remembers those whose session is over', async () => {
    await sql`delete from session`.execute(door.server.db)
    expect(await names()).toEqual(['desk', 'keeper'])
  })

  test.each(['login_date_from=1.1.2026', 'login_date_to=2026-02-30', 'successful=perhaps', 'limit=x'])(
    '%s is refused',
    async query => {
      expect(await report(query)).toMatch(/^402119 General error: .* is not valid: /)
    },
  )
})
