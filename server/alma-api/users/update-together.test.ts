import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import { contextOf, createPeople } from '../../users/testing/people.ts'
import { code, openWritingDoor, refusalIn, userIn, type WritingDoor } from './testing/writing-door.ts'

let door: WritingDoor
beforeAll(async () => {
  door = await openWritingDoor()
})
afterAll(() => door.server.close())

const create = (primary_id: string, document: object = {}) =>
  createPeople(contextOf(door.server), [{ primary_id, first_name: 'A', last_name: 'Lovelace', ...document }])

test('of those who replace one record at once each writes all or nothing, and the last one’s is there as a whole', async () => {
  await create('busy')
  const tree = userIn(await door.send('GET /users/busy'))
  const version = (name: string) => ({
    ...tree,
    first_name: name,
    job_description: name,
    contact_info: {
      email: [0, 1, 2].map(at => ({ email_address: `${name}${at}@example.edu`, email_type: [code('work')] })),
    },
    user_note: [{ note_type: code('OTHER'), note_text: name }],
  })
  const names = ['P', 'Q', 'R', 'S', 'T', 'U']
  const answers = await Promise.all(names.map(name => door.send('PUT /users/busy', version(name))))
  expect(answers.map(answer => answer.statusCode)).toEqual(names.map(() => 200))
  const after = userIn(await door.send('GET /users/busy'))
  const winner = String(after['first_name'])
  expect(names).toContain(winner)
  expect(after['job_description']).toBe(winner)
  expect((after['user_note'] as AlmaTree[]).map(one => one['note_text'])).toEqual([winner])
  const { email } = after['contact_info'] as { email: AlmaTree[] }
  expect(email.map(one => one['email_address'])).toEqual([0, 1, 2].map(at => `${winner}${at}@example.edu`))
  const { rows } = await sql<{
    revision: number
    rows: number
  }>`select u.revision, (select count(*)::integer from user_history h
    where h.institution_id = u.institution_id and h.user_id = u.user_id) as rows from user_account u where primary_id = 'busy'`.execute(
    door.server.db,
  )
  expect(rows).toEqual([{ revision: 7, rows: 7 }])
})

test('of two who want one identifier at once one gets it, and the other’s record stays as it was', async () => {
  await create('one')
  await create('two')
  const wanting = async (id: string) => ({
    ...userIn(await door.send(`GET /users/${id}`)),
    job_description: 'new',
    user_identifier: [{ value: 'WANTED', id_type: code('BARCODE') }],
  })
  const bodies = [await wanting('one'), await wanting('two')]
  const answers = await Promise.all([
    door.send('PUT /users/one', bodies[0]),
    door.send('PUT /users/two', bodies[1]),
  ])
  expect(answers.map(answer => answer.statusCode).toSorted()).toEqual([200, 400])
  const loser = answers.findIndex(answer => answer.statusCode === 400)
  expect(refusalIn(answers[loser]!)).toBe(
    '401851 User with identifier WANTED of type BARCODE already exists.',
  )
  expect(await door.document(['one', 'two'][loser]!)).not.toHaveProperty('job_description')
})

test('who is deleted meanwhile is not found', async () => {
  await create('leaving')
  const tree = userIn(await door.send('GET /users/leaving'))
  const [deleted, put] = await Promise.all([
    door.send('DELETE /users/leaving'),
    door.send('PUT /users/leaving', { ...tree, first_name: 'B' }),
  ])
  expect(deleted.statusCode).toBe(204)
  if (put.statusCode !== 200) expect(refusalIn(put)).toContain('401861')
  expect(await door.document('leaving')).toBeUndefined()
})
