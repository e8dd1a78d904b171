import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { openWritingDoor, refusalIn, type WritingDoor } from './testing/writing-door.ts'

let door: WritingDoor
beforeAll(async () => {
  door = await openWritingDoor()
})
afterAll(() => door.server.close())

const create = async (primary_id: string, document: object = {}) =>
  (await createPeople(contextOf(door.server), [{ primary_id, last_name: 'Lovelace', ...document }]))[0]!

test('a deleted user is gone, the deletion is in the history as the program’s, and the name is free', async () => {
  await create('gone', { 'identifier/i': { id_type: 'BARCODE', value: 'B1' } })
  const answer = await door.send('DELETE /users/B1')
  expect([answer.statusCode, answer.body]).toEqual([204, ''])
  expect(refusalIn(await door.send('GET /users/gone'))).toBe(
    '401861 User with identifier gone was not found.',
  )
  expect(refusalIn(await door.send('DELETE /users/gone'))).toBe(
    '401861 User with identifier gone was not found.',
  )
  const { rows } =
    await sql`select actor_kind, source from change_set order by change_set_id desc limit 1`.execute(
      door.server.db,
    )
  expect(rows).toEqual([{ actor_kind: 'key', source: 'api' }])
  const body = { primary_id: 'gone', last_name: 'Again', account_type: { value: 'INTERNAL' } }
  expect((await door.send('POST /users', body)).statusCode).toBe(200)
})

test('the vault has the deleted user for a while', async () => {
  const userId = await create('kept')
  await door.send('DELETE /users/kept?user_id_type=primary_id')
  const { rows } = await sql`select from vault_entry where user_id = ${userId}`.execute(door.server.db)
  expect(rows).toHaveLength(1)
})

test('whom something keeps stays, with the reasons in the message', async () => {
  const userId = await create('owing')
  const { institutionId } = door.server.institution
  await sql`insert into fee (institution_id, user_id, fee_type, original_amount, balance, created_at, status_at)
    values (${institutionId}, ${userId}, 'OTHER', 5, 5, now(), now())`.execute(door.server.db)
  expect(refusalIn(await door.send('DELETE /users/owing'))).toBe(
    '401850 Failed to delete user with identifier owing of type all_unique. Balance due.',
  )
  expect(await door.document('owing')).toMatchObject({ last_name: 'Lovelace' })
  await create('exl_help')
  expect(refusalIn(await door.send('DELETE /users/exl_help?user_id_type=primary_id'))).toMatch(
    /^401850 Failed to delete user with identifier exl_help of type primary_id\. Protected/,
  )
  expect(refusalIn(await door.send('DELETE /users/keeper'))).toContain('ast administrator')
})

test('nobody of a type that there is not', async () => {
  expect(refusalIn(await door.send('DELETE /users/nobody?user_id_type=NONSENSE'))).toBe(
    '401890 User with identifier nobody of type NONSENSE was not found.',
  )
  expect(refusalIn(await door.send('DELETE /users/no%00body'))).toContain('401861')
})
