import { describe, expect, test } from 'vitest'
import { type ChangeRow, changeOf } from './editable-fields.ts'

const row: ChangeRow = {
  key: 1,
  field: 'user_group',
  isCleared: false,
  value: 'GRAD',
  condition: 'always',
  was: undefined,
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
})
