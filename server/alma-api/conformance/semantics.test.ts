import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toAlmaXml } from '../../alma-user/to-alma-xml.ts'
import { addUser } from '../../http/testing/test-server.ts'
import { editUser } from '../../users/edit-user.ts'
import { readUser } from '../../users/read-user.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { code } from './testing/makers.ts'
import { type OutsideWorld, openOutsideWorld, type Told } from './testing/outside-world.ts'
import { codeIn } from './testing/run-rows.ts'

let world: OutsideWorld
beforeAll(async () => {
  world = await openOutsideWorld()
})
afterAll(() => world.server.close())

const json = { accept: 'application/json', 'content-type': 'application/json' }

/** Reads a user, changes the object, puts it back in the given format, and gives the answer. */
async function replace(
  path: string,
  change: (user: Told) => object,
  { query = '', format = 'json' } = {},
): Promise<Told> {
  const user = change(await world.tell(`GET ${path}`)) as Told
  const payload = format === 'json' ? JSON.stringify(user) : toAlmaXml('user', user)
  const headers = { ...json, 'content-type': `application/${format}` }
  const answer = await world.ask(`PUT ${path}${query}`, { headers, payload })
  expect(answer.statusCode, answer.body).toBe(200)
  expect(answer.json()).toEqual(
    await world.tell(`GET /users/${encodeURIComponent(answer.json().primary_id)}`),
  )
  return answer.json()
}

let count = 0
const somebody = async (document: object = {}): Promise<string> => {
  count += 1
  await createPeople(contextOf(world.server), [
    { primary_id: `sem${count}`, last_name: 'Somebody', user_group: 'STUDENT', ...document },
  ])
  return `/users/sem${count}`
}

/** Facts: alma-api §2.6, by number. */
describe.each(['json', 'xml'])('a user replaced by an object in %s', format => {
  test('1: what is not in it is empty, lists are replaced, and lists that are not there are gone', async () => {
    const path = await somebody({
      ...{ first_name: 'Ada', middle_name: 'King', gender: 'FEMALE', birth_date: '1990-12-10' },
      'note/n': { note_type: 'POPUP', text: 'old' },
      'statistic/s': { category: 'HISTORY', category_type: 'DEPARTMENT' },
    })
    const answer = await replace(
      path,
      ({ primary_id, account_type, user_group, record_type, status }) => ({
        ...{ primary_id, account_type, user_group, record_type, status, last_name: 'Only' },
        user_note: [{ note_type: code('OTHER'), note_text: 'new' }],
      }),
      { format },
    )
    expect(answer).toMatchObject({
      first_name: '',
      middle_name: '',
      last_name: 'Only',
      gender: { value: '' },
    })
    expect(answer).not.toHaveProperty('birth_date')
    expect(answer.user_note.map((one: Told) => one.note_text)).toEqual(['new'])
    expect(answer.user_statistic).toEqual([])
  })

  test('2: roles stay where there are none, and are replaced where there are some', async () => {
    const path = await somebody({ 'role/a': { role_type: '200' } })
    const without = await replace(path, ({ user_role: _roles, ...user }) => user, { format })
    const empty = await replace(path, user => ({ ...user, user_role: [] }), { format })
    expect([without, empty].map(user => user.user_role.length)).toEqual([1, 1])
    const role = {
      status: code('INACTIVE'),
      scope: code('01OUT_INST'),
      role_type: code('200'),
      parameter: [],
    }
    const other = await replace(path, user => ({ ...user, user_role: [role] }), { format })
    expect(other.user_role).toMatchObject([{ status: { value: 'INACTIVE', desc: 'Inactive' } }])
  })

  test('3: internal elements replace internal ones, external ones external ones, none all', async () => {
    const note = (text: string, external: boolean) => ({ note_type: 'POPUP', text, external })
    const path = await somebody({
      ...{ account_type: 'EXTERNAL', external_id: 'SIS' },
      'note/i': note('inside', false),
      'note/e': note('outside', true),
    })
    const sent = (text: string, segment: string) => ({
      note_type: code('POPUP'),
      note_text: text,
      segment_type: segment,
    })
    const notesOf = (user: Told) =>
      user.user_note.map((one: Told) => `${one.note_text} ${one.segment_type}`).sort()
    const outside = await replace(path, user => ({ ...user, user_note: [sent('new', 'External')] }), {
      format,
    })
    expect(notesOf(outside)).toEqual(['inside Internal', 'new External'])
    const inside = await replace(path, user => ({ ...user, user_note: [sent('mine', 'Internal')] }), {
      format,
    })
    expect(notesOf(inside)).toEqual(['mine Internal', 'new External'])
    expect(notesOf(await replace(path, user => ({ ...user, user_note: [] }), { format }))).toEqual([])
  })

  test('4: names, words, counters and links of answers say nothing, and an empty password keeps the old one', async () => {
    count += 1
    await addUser(world.server, {
      primaryId: `pass${count}`,
      password: 'correct horse battery',
      roles: ['200'],
    })
    const path = `/users/pass${count}`
    await replace(
      path,
      user => ({
        ...user,
        full_name: 'Wrong',
        loans: { value: '9', link: 'x' },
        link: 'http://x',
        password: '',
      }),
      { format },
    )
    const auth = (password: string, headers = {}) =>
      world.ask(`POST ${path}?op=auth${password && `&password=${encodeURIComponent(password)}`}`, { headers })
    expect((await auth('correct horse battery')).statusCode).toBe(204)
    expect((await auth('', { 'exl-user-pw': 'correct%20horse%20battery' })).statusCode).toBe(204)
    expect(codeIn((await auth('wrong horse')).body)).toBe('401866')
    await replace(path, user => ({ ...user, password: 'another horse battery' }), { format })
    expect((await auth('another horse battery')).statusCode).toBe(204)
  })

  test('5: an internal account becomes external with an owner', async () => {
    const path = await somebody()
    const answer = await replace(
      path,
      user => ({ ...user, account_type: code('EXTERNAL'), external_id: 'ANY ID 7' }),
      { format },
    )
    expect(answer).toMatchObject({
      account_type: { value: 'EXTERNAL', desc: 'External' },
      external_id: 'ANY ID 7',
    })
  })

  test('7: what staff changed, or the object leaves empty, stays unless it is overridden', async () => {
    const path = await somebody({
      ...{ account_type: 'EXTERNAL', external_id: 'SIS', user_group: 'STUDENT', job_category: 'CATALOGER' },
    })
    const { user: list } = await world.tell(`GET /users?q=primary_id~${path.slice(7)}&expand=full`)
    const userId = Number(list[0].linking_id)
    const ctx = contextOf(world.server)
    const { revision } = await readUser(ctx, userId)
    const staff = {
      ...ctx,
      actor: { ...ctx.actor, kind: 'staff', userId: 1, name: 'Staff' } as typeof ctx.actor,
    }
    await editUser(staff, { userId, revision, values: { user_group: 'FACULTY' } })
    const kept = await replace(
      path,
      user => ({ ...user, user_group: code('STAFF'), job_category: code('') }),
      { format },
    )
    expect(kept).toMatchObject({ user_group: { value: 'FACULTY' }, job_category: { value: 'CATALOGER' } })
    const overridden = await replace(
      path,
      user => ({ ...user, user_group: code('STAFF'), job_category: code('') }),
      { query: '?override=user_group,job_category', format },
    )
    expect(overridden).toMatchObject({ user_group: { value: 'STAFF' }, job_category: { value: '' } })
  })

  test('a new identifier takes the place of the old one', async () => {
    const path = await somebody()
    const answer = await replace(path, user => ({ ...user, primary_id: `moved${format}` }), { format })
    expect(answer.primary_id).toBe(`moved${format}`)
    expect(codeIn((await world.ask(`GET ${path}`)).body)).toBe('401861')
  })
})

describe('the life of a user as a script of tests runs it', () => {
  test('created, read, listed, charged, lent to, asked for, cleared and deleted, by links alone', async () => {
    const { fill } = world.makers()
    const body = {
      first_name: 'Linked',
      last_name: 'Only',
      account_type: code('INTERNAL'),
      user_group: code('STUDENT'),
    }
    const { primary_id: id } = await world.tell('POST /users', body)
    expect(id).toBe('LinkedOnly')
    const { user: list } = await world.tell(`GET /users?q=primary_id~${id}`)
    const below = (link: string) => link.split('/almaws/v1')[1]!
    const self = below(list[0].link)
    const fee = await world.tell(`POST ${self}/fees`, {
      type: code('OTHER'),
      original_amount: 3.5,
      owner: code('MAIN'),
    })
    expect(fee.creation_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
    expect(fee.user_primary_id).toEqual({ value: id, link: list[0].link })
    const paid = await world.tell(
      `POST ${below(fee.link)}?op=pay&amount=3.5&method=ONLINE&external_transaction_id=T1`,
    )
    expect(paid).toMatchObject({ balance: 0, status: { value: 'CLOSED' } })
    const loan = await world.tell(await fill(`POST ${self}/loans?item_barcode={item}`), {
      circ_desk: code('MAIN_CIRC'),
      library: code('MAIN'),
    })
    expect(loan.loan_status).toBe('ACTIVE')
    expect((await world.tell(`GET ${self}?expand=loans,requests,fees`)).loans.value).toBe('1')
    expect(codeIn((await world.ask(`DELETE ${self}`)).body)).toBe('401850')
    const place = `/bibs/${loan.mms_id}/holdings/${loan.holding_id}/items/${loan.item_id}`
    await world.tell(`POST ${place}?op=scan&library=MAIN&circ_desk=MAIN_CIRC`)
    const complete = await world.tell(`GET ${self}/loans?loan_status=Complete`)
    expect(complete.item_loan[0]).toMatchObject({
      loan_status: 'COMPLETE',
      return_circ_desk: { value: 'MAIN_CIRC' },
    })
    expect(complete.item_loan[0].return_date).toMatch(/Z$/)
    expect((await world.ask(`DELETE ${self}`)).statusCode).toBe(204)
    expect(codeIn((await world.ask(`GET ${self}`)).body)).toBe('401861')
  })

  test('a reading key reads, checks passwords and does nothing else', async () => {
    const { fill } = world.makers()
    const line = async (given: string) =>
      codeIn((await world.ask(await fill(given), { key: world.reader, headers: json, payload: '{}' })).body)
    expect(await line('POST /users/{user}?op=auth&password=x')).toBe('401866')
    for (const given of [
      ...['POST /users', 'PUT /users/{user}', 'DELETE /users/{user}', 'POST /users/{user}?op=refresh'],
      ...[
        'POST /users/{user}/fees',
        'POST /users/{user}/fees/1?op=pay',
        'POST /users/{user}/loans',
        'POST /conf/sets',
      ],
      ...['POST /conf/jobs/M148?op=run', 'PUT /conf/code-tables/UserTitles', 'POST /conf/test'],
    ])
      expect(await line(given), given).toBe('UNAUTHORIZED')
  })
})
