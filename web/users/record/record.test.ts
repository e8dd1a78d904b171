import { describe, expect, test } from 'vitest'
import type { FieldDescription } from '../../../contract/configuration.ts'
import type { UserRecord } from '../../../contract/users.ts'
import { hindranceOf, sectionsOf } from './editability.ts'
import { initialsOf, officialName } from './names.ts'

const recordWith = (values: Record<string, unknown>) => ({ values }) as unknown as UserRecord
const sticky: FieldDescription = {
  name: 'user_group',
  type: 'code',
  section: 'general',
  external: 'sticky',
  notForContacts: true,
}
const managed: FieldDescription = {
  name: 'first_name',
  type: 'text',
  section: 'names',
  external: 'open_for_update',
}
const fixed: FieldDescription = {
  name: 'status_date',
  type: 'date',
  section: 'dates',
  external: 'never',
  readOnly: true,
}

describe('what can be edited', () => {
  test('internal accounts: everything but what the system sets', () => {
    for (const account_type of ['INTERNAL', 'INTEXTAUTH']) {
      const record = recordWith({ account_type })
      expect([sticky, managed, fixed].map(field => hindranceOf(field, record, false))).toEqual([
        undefined,
        undefined,
        'read_only',
      ])
    }
  })

  test('external accounts: only what staff may take over', () => {
    const record = recordWith({ account_type: 'EXTERNAL' })
    expect([sticky, managed, fixed].map(field => hindranceOf(field, record, false))).toEqual([
      undefined,
      'managed',
      'read_only',
    ])
  })

  test('contacts have no fields that are not for contacts', () => {
    const names = (record: UserRecord) =>
      [...sectionsOf([sticky, managed, fixed], record.values['record_type']).values()]
        .flat()
        .map(one => one.name)
    expect(names(recordWith({ record_type: 'PUBLIC' }))).toContain('user_group')
    expect(names(recordWith({ record_type: 'CONTACT' }))).not.toContain('user_group')
  })
})

test('initials are those of the first and the last name, in any script', () => {
  expect(initialsOf('Aaherud, Krishna')).toBe('KA')
  expect(initialsOf('Ángela de la Cruz')).toBe('ÁC')
  expect(initialsOf('Madonna')).toBe('M')
  expect(initialsOf('𠮷田, 太郎')).toBe('太𠮷')
  expect(initialsOf('李, 👩‍🚀 Zoë')).toBe('👩‍🚀李')
  expect(initialsOf('')).toBe('')
})

test('the official name leaves preferred names out', () => {
  const values = { last_name: 'Aaherud', first_name: 'Krishna', middle_name: 'R.', pref_first_name: 'Kit' }
  expect(officialName(values, 'lastFirst')).toBe('Aaherud, Krishna R.')
  expect(officialName(values, 'firstLast')).toBe('Krishna R. Aaherud')
  expect(officialName({ last_name: 'Plato' }, undefined)).toBe('Plato')
})
