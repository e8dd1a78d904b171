import { describe, expect, test } from 'vitest'
import type { Json, Patch, RecordDocument } from '../fields/document.ts'
import { leftToSis } from './left-to-sis.ts'
import { somebody } from './testing/rules-scope.ts'
import { type AccountType, toggledAccount } from './toggle-account-type.ts'

const element = (external: boolean, values: Record<string, Json>) => ({ ...values, external })
const elements: RecordDocument = {
  'identifier/i': element(false, { id_type: 'BARCODE', value: 'B1' }),
  'identifier/x': element(true, { id_type: 'BARCODE', value: 'B2' }),
  'email/i': element(false, { address: 'a@b' }),
  'email/x': element(true, { address: 'c@d' }),
  'note/x': element(true, { note_type: 'OTHER', text: 'x' }),
  'proxy/p': { patron_id: 7 },
  'role/r': { role_type: '200' },
}
const own = { sis_values: { user_group: 'A' }, locked_fields: { user_group: 'B' } }
const from = (account_type: AccountType): RecordDocument => ({
  ...somebody,
  account_type,
  ...elements,
  ...(account_type === 'EXTERNAL' ? { external_id: 'SIS', ...own } : {}),
})

const toExternal: Patch = {
  account_type: 'EXTERNAL',
  external_id: 'SIS_temp',
  'identifier/i': { id_type: 'BARCODE', value: 'B1', external: true },
}
const fromExternal: Patch = {
  external_id: null,
  sis_values: null,
  locked_fields: null,
  'identifier/x': { id_type: 'BARCODE', value: 'B2', external: false },
  'email/x': { address: 'c@d', external: false },
  'note/x': { note_type: 'OTHER', text: 'x', external: false },
}

describe('changing the account type', () => {
  test.each<[AccountType, AccountType, Patch]>([
    ['INTERNAL', 'EXTERNAL', toExternal],
    ['INTEXTAUTH', 'EXTERNAL', toExternal],
    ['EXTERNAL', 'INTERNAL', { account_type: 'INTERNAL', ...fromExternal }],
    ['EXTERNAL', 'INTEXTAUTH', { account_type: 'INTEXTAUTH', ...fromExternal }],
    ['INTERNAL', 'INTEXTAUTH', { account_type: 'INTEXTAUTH' }],
    ['INTEXTAUTH', 'INTERNAL', { account_type: 'INTERNAL' }],
    ['INTERNAL', 'INTERNAL', { account_type: 'INTERNAL' }],
    ['EXTERNAL', 'EXTERNAL', { account_type: 'EXTERNAL' }],
  ])('from %s to %s', (before, after, patch) => {
    expect(toggledAccount(from(before), after)).toEqual(patch)
  })
})

describe('fields that staff edit and leave to the student system', () => {
  const record = {
    ...from('EXTERNAL'),
    user_group: 'B',
    user_title: 'MR',
    sis_values: { user_group: 'A', user_title: 'MR' },
  }

  test('are in nobody’s hands; other edited ones are in those of staff, with what was sent', () => {
    const taken = { ...record, locked_fields: { user_group: 'A' } }
    expect(
      leftToSis(taken, { user_group: 'C', user_title: 'DR', campus_code: 'NORTH' }, ['user_group']),
    ).toEqual({
      locked_fields: { user_title: 'MR', campus_code: '' },
    })
    expect(leftToSis(taken, { user_group: 'C' }, ['user_group'])).toEqual({ locked_fields: null })
  })

  test('that staff had before stay with them unless named, and those that agree with what was sent are given back', () => {
    const taken = { ...record, locked_fields: { user_title: 'X', pin_number: '' } }
    expect(leftToSis(taken, { user_title: 'MR', user_group: 'C' }, ['user_group'])).toEqual({
      locked_fields: { pin_number: '' },
    })
  })

  test('that are not edited, or that no feed brings, cannot be left to it', () => {
    const taken = { ...record, locked_fields: { user_title: 'X' } }
    expect(leftToSis(taken, { first_name: 'Al' }, ['user_title', 'first_name', 'nonsense'])).toEqual({
      locked_fields: { user_title: 'X' },
    })
  })

  test('are a matter of external accounts, and of being asked', () => {
    expect(leftToSis(from('INTERNAL'), { user_group: 'C' }, ['user_group'])).toEqual({})
    expect(leftToSis(record, { user_group: 'C' }, [])).toEqual({})
  })
})
