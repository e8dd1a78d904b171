import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { completeElement, completeRecord, momentText } from './complete.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a moment reads as PostgreSQL writes it', async () => {
  const moment = fc.oneof(
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    // whole minutes, and milliseconds that end in zeros
    fc
      .tuple(fc.integer({ min: 0, max: 30_000_000 }), fc.constantFrom(0, 10, 100, 120, 1000, 10_000))
      .map(([minutes, milliseconds]) => new Date(minutes * 60_000 + milliseconds)),
  )
  const moments = fc.sample(moment, 2000)
  const { rows } = await sql<{ texts: string[] }>`
    select jsonb_agg(to_jsonb(m::timestamptz) order by at) as texts
    from unnest(${moments.map(one => one.toISOString())}::text[]) with ordinality t(m, at)`.execute(
    database.db,
  )
  expect(moments.map(momentText)).toEqual(rows[0]!.texts)
})

test('an element gets its fallbacks and loses what is empty or unknown', () => {
  expect(
    completeElement('note', { note_type: 'LIBRARY', text: 'hi', owner: '', popup: null, color: 'red' }),
  ).toEqual({ note_type: 'LIBRARY', text: 'hi', user_viewable: false, popup: false, external: false })
  expect(completeElement('block', { block_description: '01', status: 'INACTIVE' })).toEqual({
    block_description: '01',
    status: 'INACTIVE',
    external: false,
  })
})

test('a record gets its fallbacks and loses what is empty', () => {
  expect(
    completeRecord({
      first_name: 'Ada',
      last_name: '',
      pin_number: null,
      status: undefined,
      'note/a': { text: 'b' },
    }),
  ).toEqual({ first_name: 'Ada', 'note/a': { text: 'b' }, status: 'ACTIVE', preferred_language: 'en' })
  expect(completeRecord({ status: 'INACTIVE', preferred_language: 'de' })).toEqual({
    status: 'INACTIVE',
    preferred_language: 'de',
  })
})
