import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultCodeTables } from '../institutions/default-code-tables.ts'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { derivedNamed, fieldNamed, segmentOf, splitPath, stickyFields } from './catalogue.ts'
import { derivedFields } from './derived-fields.ts'
import { segments } from './segments.ts'
import type { ValueType } from './types.ts'
import { userFields } from './user-fields.ts'

let database: TestDatabase
/** Column to type, by table. */
const columns = new Map<string, Map<string, string>>()

beforeAll(async () => {
  database = await openTestDatabase()
  const { rows } = await sql<{ table_name: string; column_name: string; data_type: string }>`
    select table_name, column_name, data_type from information_schema.columns where table_schema = 'public'`.execute(
    database.db,
  )
  for (const row of rows) {
    if (!columns.has(row.table_name)) columns.set(row.table_name, new Map())
    columns.get(row.table_name)!.set(row.column_name, row.data_type)
  }
})
afterAll(() => database.close())

const columnType: Record<ValueType, string> = {
  text: 'text',
  code: 'text',
  date: 'date',
  boolean: 'boolean',
  codes: 'jsonb',
  notices: 'jsonb',
  number: 'numeric',
  moment: 'timestamp with time zone',
  user: 'bigint',
  parameters: 'jsonb',
}

/** What the machine keeps about a user beside the record. */
const bookkeeping = [
  ...['institution_id', 'user_id', 'revision', 'contact', 'sis_fingerprint', 'identifier_text'],
  ...[
    'created_by',
    'created_at',
    'updated_by',
    'updated_at',
    'updated_by_task_id',
    'sort_name',
    'search_text',
  ],
]

test('every scalar field is a column of its type, and every column is a field or bookkeeping', () => {
  const table = columns.get('user_account')!
  const fields = userFields.map(field => [field.name, columnType[field.type]])
  expect(fields).toEqual(userFields.map(field => [field.name, table.get(field.name)]))
  const names: string[] = userFields.map(field => field.name)
  expect([...table.keys()].filter(name => !names.includes(name)).toSorted()).toEqual(bookkeeping.toSorted())
})

test('history tells every field but the last activity and what the program remembers, of PIN and password that they changed', () => {
  const marked = (mark: 'unrecorded' | 'sensitive') =>
    userFields.filter(field => field[mark]).map(field => field.name)
  expect(marked('unrecorded')).toEqual(['last_patron_activity_date', 'sis_values', 'locked_fields'])
  expect(marked('sensitive')).toEqual(['pin_number', 'password_changed_at'])
})

test.each(
  segments.flatMap(segment => ('table' in segment.store ? [[segment.store.table, segment] as const] : [])),
)(
  'every field of an element is a column of %s of its type, and every column is a field or a key',
  (name, segment) => {
    const table = columns.get(name)!
    const fields = segment.fields.map(field => [field.name, columnType[field.type]])
    expect(fields).toEqual(segment.fields.map(field => [field.name, table.get(field.name)]))
    const keys = [
      'institution_id',
      'user_id',
      'element_id',
      ...(segment.kind === 'identifier' ? ['value_key'] : []),
    ]
    const names = segment.fields.map(field => field.name)
    expect([...table.keys()].filter(column => !names.includes(column)).toSorted()).toEqual(keys.toSorted())
  },
)

test('no two fields have one name, neither of the user nor of an element', () => {
  const lists = [
    [...userFields, ...derivedFields].map(field => field.name),
    segments.map(segment => segment.kind),
    ...segments.map(segment => segment.fields.map(field => field.name)),
  ]
  for (const names of lists) expect(names).toEqual([...new Set(names)])
})

test('every field is found by its name, and no other', () => {
  for (const field of userFields) expect(fieldNamed(field.name)).toBe(field)
  for (const field of derivedFields) expect(derivedNamed(field.name)).toBe(field)
  for (const segment of segments) expect(segmentOf(segment.kind)).toBe(segment)
  for (const name of ['', 'user_id', 'contact', '__proto__', 'constructor', 'note/a', 'PRIMARY_ID'])
    expect([fieldNamed(name), derivedNamed(name), segmentOf(name)]).toEqual([undefined, undefined, undefined])
})

test('a path is a field, or a kind and the id of an element, whatever the id', () => {
  expect(splitPath('first_name')).toEqual({ kind: 'first_name' })
  expect(splitPath('note/ab12')).toEqual({ kind: 'note', elementId: 'ab12' })
  expect(splitPath('note/a/b')).toEqual({ kind: 'note', elementId: 'a/b' })
  expect(splitPath('note/')).toEqual({ kind: 'note', elementId: '' })
})

test('every code table of a field exists in a new institution', () => {
  const tables = [...userFields, ...segments.flatMap(segment => segment.fields)].flatMap(field =>
    field.codeTable === undefined ? [] : [field.codeTable],
  )
  const known = ['Libraries', 'ResourceSharingLibraries', 'RoleScopes', ...Object.keys(defaultCodeTables)]
  expect([...new Set(tables)].filter(table => !known.includes(table))).toEqual([])
})

test('the fields that staff take over by editing them are those of the facts', () => {
  expect(stickyFields.map(field => field.name).toSorted()).toEqual([
    ...['campus_code', 'cataloger_level', 'job_category', 'library_notices', 'pin_number', 'pref_first_name'],
    ...[
      'pref_last_name',
      'pref_middle_name',
      'preferred_language',
      'rs_libraries',
      'user_group',
      'user_title',
    ],
  ])
})

test('what is sensitive: the PIN, and the moment of a password', () => {
  expect(userFields.filter(field => field.sensitive).map(field => [field.name, field.type])).toEqual([
    ['pin_number', 'text'],
    ['password_changed_at', 'moment'],
  ])
})
