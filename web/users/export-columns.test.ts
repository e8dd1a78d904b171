import { expect, test } from 'vitest'
import { allFields, fieldsOfColumns } from './export-columns.ts'

test('a file has the shown columns in their order, and always the identifier', () => {
  expect(fieldsOfColumns(['userGroup', 'name', 'blocks'])).toEqual([
    'primary_id',
    'user_group',
    'last_name',
    'first_name',
    'has_blocks',
  ])
  expect(fieldsOfColumns(['name', 'primaryId', 'notes'])).toEqual([
    'last_name',
    'first_name',
    'primary_id',
    'has_notes',
  ])
})

test('all columns are those that may leave the house', () => {
  const fields = [
    { name: 'primary_id', type: 'text' },
    { name: 'pin_number', type: 'text', sensitive: true },
    { name: 'library_notices', type: 'notices' },
    { name: 'balance', type: 'number', derived: true },
    { name: 'rs_libraries', type: 'codes' },
  ]
  expect(allFields(fields)).toEqual([
    'primary_id',
    'rs_libraries',
    ...['has_blocks', 'has_notes', 'has_staff_role', 'user_id'],
  ])
})
