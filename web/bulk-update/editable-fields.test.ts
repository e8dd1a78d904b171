import { describe, expect, test } from 'vitest'
import { type ChangeRow, changeOf } from './editable-fields.ts'

const row: ChangeRow = {
  key: 1,
  field: 'user_group',
  isCleared: false,
  value: 'GRAD',
  condition: 'always',
  was: undefined,
  values: {},
}

describe('a row of the form becomes a change', () => {
  test('only when it is complete', () => {
    expect(changeOf({ ...row, field: undefined })).toBeUndefined()
    expect(changeOf({ ...row, value: null })).toBeUndefined()
    expect(changeOf({ ...row, value: [] })).toBeUndefined()
    expect(changeOf({ ...row, condition: 'if_was' })).toBeUndefined()
    expect(changeOf(row)).toEqual({ field: 'user_group', value: 'GRAD', condition: 'always' })
  })

  test('with null where the field is emptied, whatever was typed before', () => {
    expect(changeOf({ ...row, isCleared: true })).toMatchObject({ value: null })
  })

  test('with false, which is a value', () => {
    expect(changeOf({ ...row, field: 'is_researcher', value: false })).toMatchObject({ value: false })
  })

  test('with the value that it must have now only if that is the condition', () => {
    expect(changeOf({ ...row, was: 'UNDERGRAD' })).not.toHaveProperty('was')
    expect(changeOf({ ...row, condition: 'if_was', was: 'UNDERGRAD' })).toMatchObject({ was: 'UNDERGRAD' })
  })

  test('with the fields of an element that is added, but for the empty ones', () => {
    const values = { note_type: 'ERP', text: 'x', owner: '', pinned: null, popup: false }
    expect(changeOf({ ...row, field: 'note', value: null, condition: 'add', values })).toEqual({
      ...{ field: 'note', value: null, condition: 'add' },
      values: { note_type: 'ERP', text: 'x', popup: false },
    })
  })

  test('with the codes that a list gains', () => {
    const list = { ...row, field: 'rs_libraries', condition: 'add' as const }
    expect(changeOf({ ...list, value: [] })).toBeUndefined()
    expect(changeOf({ ...list, value: ['MAIN'] })).toEqual({
      ...{ field: 'rs_libraries', value: ['MAIN'], condition: 'add' },
    })
  })
})
