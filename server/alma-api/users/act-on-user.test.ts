import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { call } from '../../api-keys/testing/keys.ts'
import { addUser, openTestServer, trySignIn } from '../../http/testing/test-server.ts'
import { createPeople, foundSecond } from '../../users/testing/people.ts'
import { openReadingDoor, type ReadingDoor } from './testing/reading-door.ts'

let door: ReadingDoor
const password = 'correct horse battery'
const failed = '401866 User authentication failed.'

beforeAll(async () => {
  door = await openReadingDoor()
  const add = (user: object) => addUser(door.server, { primaryId: '', password, ...user })
  await add({ primaryId: 'pat', barcode: 'B-1' })
  await add({ primaryId: 'odd', password: ' sp ace+%\u00fc&  ' })
  await add({ primaryId: 'gone', status: 'INACTIVE' })
  await add({ primaryId: 'late', expiryDate: '2026-11-19' })
  await addUser(door.server, { primaryId: 'none' })
  await add({ primaryId: 'outside' })
  await sql`update user_account set account_type = 'EXTERNAL' where primary_id = 'outside'`.execute(
    door.server.db,
  )
})
afterAll(() => door.server.close())
beforeEach(() => sql`update credential set failed_attempts = 0, locked_until = null`.execute(door.server.db))

const post = (rest: string, options?: Parameters<ReadingDoor['tell']>[1]) =>
  door.tell(`POST /users/${rest}`, options)
const auth = (id: string, given = password) => post(`${id}?password=${encodeURIComponent(given)}`)

async function failuresOf(primaryId: string) {
  const { rows } = await sql<{ failed_attempts: number; is_locked: boolean }>`
    select c.failed_attempts, c.locked_until is not null as is_locked from credential c
    join user_account u using (institution_id, user_id) where u.primary_id = ${primaryId}`.execute(
    door.server.db,
  )
  return rows[0]
}

describe('authentication', () => {
  test('says by 204 that this is the password, also to a key that only reads', async () => {
    for (const query of ['', '&op=auth', '&op=AUTH', '&user_id_type=BARCODE']) {
      const id = query.includes('BARCODE') ? 'B-1' : 'PAT'
      const answer = await door.ask(`POST /users/${id}?password=${encodeURIComponent(password)}${query}`)
      expect([answer.statusCode, answer.body]).toEqual([204, ''])
    }
    expect(await post(`pat?password=${encodeURIComponent(password)}`, { key: door.writer })).toBe('')
  })

  test('takes the password from the header, too, with its special characters encoded', async () => {
    const encoded = encodeURIComponent(' sp ace+%\u00fc&  ')
    for (const [given, told] of [
      [encoded, ''],
      [encoded.replace('%26', '&'), ''],
      [encoded.replaceAll('%20', ' ').trim(), failed],
      ['%E0%A4%A', failed],
    ])
      expect(await post('odd', { headers: { 'Exl-User-Pw': given! } })).toBe(told)
    expect(await post(`odd?password=${encoded}`, { headers: { 'Exl-User-Pw': 'x' } })).toBe('')
  })

  test('any body and content type do no harm', async () => {
    for (const type of ['application/json', 'application/xml', 'text/plain'])
      expect(
        await post(`pat?password=${encodeURIComponent(password)}`, {
          headers: { 'content-type': type },
          payload: '{',
        }),
      ).toBe('')
  })

  test.each([
    ['a wrong password', 'pat', 'wrong'],
    ['another case', 'pat', password.toUpperCase()],
    ['an inactive account', 'gone', password],
    ['an account that has expired', 'late', password],
    ['an account without a password', 'none', password],
    ['an external account', 'outside', password],
    ['a character that no text has', 'pat', 'a\0b'],
    ['a very long one', 'pat', 'x'.repeat(5000)],
  ])('of %s fails alike', async (_what, id, given) => {
    expect(await auth(id, given)).toBe(failed)
  })

  test('of a user whom nobody knows says so', async () => {
    expect(await auth('nobody')).toBe('401861 User with identifier nobody was not found.')
    expect(await post('pat?user_id_type=BARCODE&password=x')).toBe(
      '401890 User with identifier pat of type BARCODE was not found.',
    )
    expect(await auth('B%00')).toBe('401861 User with identifier B\0 was not found.')
  })

  test('costs as much where there is nobody', async () => {
    const time = async (id: string) => {
      const before = performance.now()
      await auth(id, 'wrong')
      return performance.now() - before
    }
    await time('pat')
    const known = Math.min(await time('pat'), await time('pat'))
    const unknown = Math.min(await time('stranger1'), await time('stranger2'))
    expect(unknown).toBeGreaterThan(known / 3)
  })

  test('without a password is no attempt', async () => {
    expect(await post('pat')).toBe(failed)
    expect(await post('pat?password=')).toBe(failed)
    expect(await failuresOf('pat')).toEqual({ failed_attempts: 0, is_locked: false })
  })

  test('counts failures and locks the account as the sign-in does, and cannot tell a lock', async () => {
    const { lockAfterFailures } = door.server.institution.settings
    for (let n = 1; n < lockAfterFailures; n += 1) {
      expect(await auth(n % 2 ? 'pat' : 'B-1', 'wrong')).toBe(failed)
      expect(await failuresOf('pat')).toEqual({ failed_attempts: n, is_locked: false })
    }
    expect((await trySignIn(door.server, 'pat', 'wrong')).statusCode).toBe(401)
    expect(await failuresOf('pat')).toMatchObject({ is_locked: true })
    expect(await auth('pat')).toBe(failed)
    expect((await trySignIn(door.server, 'pat', password)).json().code).toBe('account_locked')
    door.server.clock.now = new Date(door.server.clock.now.getTime() + 7 * 86_400_000)
    expect(await auth('pat')).toBe('')
    expect(await failuresOf('pat')).toEqual({ failed_attempts: 0, is_locked: false })
  })

  test('leaves no password in the log', async () => {
    await auth('pat', 'secret-of-pat')
    expect(door.server.logLines.join('')).not.toMatch(/secret-of-pat|correct%20horse/)
  })
})

test('what else somebody may want is refused', async () => {
  expect(await post('pat?op=delete', { key: door.writer })).toBe('401666 Parameter op is not valid: delete')
  expect(await post('pat?op=refresh')).toBe('UNAUTHORIZED')
  expect(await post('pat?op=delete')).toBe('UNAUTHORIZED')
})

describe('copies of users of other institutions', () => {
  let sourceId: number
  let server: Awaited<ReturnType<typeof openTestServer>>
  const tell = async (line: string) => {
    const answer = await call(server, line.replace(' ', ' /almaws/v1'), {
      key: door.writer,
      headers: { accept: 'application/json' },
    })
    if (answer.statusCode !== 400) return answer.body === '' ? '' : answer.json()
    const { errorCode, errorMessage } = answer.json().errorList.error[0]
    return `${errorCode} ${errorMessage}`
  }

  beforeAll(async () => {
    const { db, institution } = door.server
    const second = await foundSecond(door.server)
    await sql`update institution set settings = settings || jsonb_build_object('partnerInstitutions',
      case when code = 'SECOND' then jsonb_build_array(${institution.code}::text) else '["SECOND"]' end)`.execute(
      db,
    )
    ;[sourceId] = (await createPeople({ ...door.ctx, institution: second }, [
      {
        primary_id: 'far',
        first_name: 'Old',
        last_name: 'Name',
        'email/e1': { address: 'same@example.org', types: ['work'], preferred: true },
        'email/e2': { address: 'new@example.org', types: ['work'] },
        'note/n': { note_type: 'OTHER', text: 'private' },
      },
    ])) as [number]
    await createPeople(door.ctx, [
      {
        primary_id: 'copy',
        first_name: 'Older',
        middle_name: 'M',
        last_name: 'Name',
        source_institution_code: 'SECOND',
        source_link_id: String(sourceId),
        'email/a': { address: 'same@example.org', types: ['work'], preferred: true },
        'email/b': { address: 'gone@example.org', types: ['work'] },
        'note/n': { note_type: 'OTHER', text: 'ours' },
      },
      { primary_id: 'orphan', last_name: 'O', source_institution_code: 'SECOND', source_link_id: '999999' },
    ])
    server = await openTestServer({}, door.server)
  })
  afterAll(() => server.close())

  test('say whose copy they are, and everybody has the id under which others link', async () => {
    const user = await tell('GET /users/copy')
    expect(user).toMatchObject({ source_institution_code: 'SECOND', source_link_id: String(sourceId) })
    expect(await tell(`GET /users/${user.linking_id}?user_id_type=linking_id`)).toMatchObject({
      primary_id: 'copy',
    })
    expect(await tell('GET /users/pat')).not.toHaveProperty('source_link_id')
  })

  test.each(['999999999', 'x', '1e3', '-1', '99999999999999999999'])(
    'nobody has the linking id %s',
    async id => {
      expect(await tell(`GET /users/${id}?user_id_type=linking_id`)).toBe(
        `4019998 User with linking id ${id} was not found.`,
      )
    },
  )

  test('are found by what the source is called at home', async () => {
    for (const id of ['far', 'FAR', String(sourceId)]) {
      expect(await tell(`GET /users/${id}?source_institution_code=SECOND`)).toMatchObject({
        primary_id: 'copy',
      })
      expect(await tell(`GET /users?source_institution_code=SECOND&source_user_id=${id}`)).toMatchObject({
        user: [{ primary_id: 'copy' }],
        total_record_count: 1,
      })
    }
    const all = await tell('GET /users?source_institution_code=SECOND&order_by=primary_id')
    expect(all).toMatchObject({
      user: [{ primary_id: 'copy' }, { primary_id: 'orphan' }],
      total_record_count: 2,
    })
  })

  test('that are not there are refused', async () => {
    const missing = '4019990 A user that was copied from user pat of institution SECOND was not found.'
    expect(await tell('GET /users/pat?source_institution_code=SECOND')).toBe(missing)
    expect(await tell('GET /users?source_institution_code=SECOND&source_user_id=pat')).toBe(missing)
    expect(await tell('GET /users?source_user_id=p%00at&source_institution_code=SECOND')).toMatch(/^4019990 /)
    expect(await tell('GET /users?source_institution_code=THIRD')).toMatch(
      /^401651 Source institution THIRD /,
    )
    expect(await tell('GET /users?source_user_id=far')).toMatch(/^401651 /)
    expect(await tell('GET /users/far?source_institution_code=THIRD')).toMatch(/^4019990 /)
  })

  test('become by a refresh what their source is, and nothing else', async () => {
    expect(await tell('POST /users/copy?op=refresh')).toBe('')
    const user = await tell('GET /users/copy')
    expect(user).toMatchObject({
      first_name: 'Old',
      middle_name: '',
      last_name: 'Name',
      user_note: [{ note_text: 'ours' }],
      source_link_id: String(sourceId),
    })
    const addresses = user.contact_info.email.map((one: { email_address: string }) => one.email_address)
    expect(addresses.sort()).toEqual(['new@example.org', 'same@example.org'])
    const { rows } = await sql<{
      revision: number
    }>`select revision from user_account where primary_id = 'copy'`.execute(door.server.db)
    expect(await tell('POST /users/copy?op=refresh')).toBe('')
    expect(
      (await sql`select revision from user_account where primary_id = 'copy'`.execute(door.server.db)).rows,
    ).toEqual(rows)
  })

  test('that are none, or whose source is gone, are not refreshed', async () => {
    expect(await tell('POST /users/pat?op=refresh')).toMatch(/^60226 /)
    expect(await tell('POST /users/orphan?op=refresh')).toMatch(/^60229 /)
    expect(await tell('POST /users/nobody?op=refresh')).toMatch(/^401861 /)
    await sql`update user_account set first_name = ${'x'.repeat(256)} where user_id = ${sourceId}`.execute(
      door.server.db,
    )
    expect(await tell('POST /users/copy?op=refresh')).toMatch(/^60230 /)
  })
})
