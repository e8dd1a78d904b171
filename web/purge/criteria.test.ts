import { describe, expect, test } from 'vitest'
import {
  amountOf,
  candidatesOf,
  criteriaOf,
  daysBefore,
  effectiveDays,
  firstValues,
  isAmount,
} from './criteria.ts'

const withGroups = { ...firstValues, userGroups: ['GRAD'] }

describe('the criteria that are sent', () => {
  test('say nothing about groups unless the record type is Staff or Public', () => {
    expect(criteriaOf(withGroups, undefined)).not.toHaveProperty('userGroups')
    expect(criteriaOf({ ...withGroups, recordType: 'CONTACT' }, undefined)).not.toHaveProperty('userGroups')
    expect(criteriaOf({ ...withGroups, recordType: 'PUBLIC' }, undefined).userGroups).toEqual(['GRAD'])
  })

  test('ignore exactly the reasons that were switched off', () => {
    expect(criteriaOf(firstValues, undefined)).not.toHaveProperty('ignoreReasons')
    const keeps = firstValues.keeps.filter(reason => reason !== 'staff_roles')
    expect(criteriaOf({ ...firstValues, keeps }, undefined).ignoreReasons).toEqual(['staff_roles'])
  })

  test('count a blank number of days as 0 and leave a blank threshold out', () => {
    const criteria = criteriaOf(firstValues, { set: 4 })
    expect(criteria).toMatchObject({ daysAfterPurgeDate: 0, filter: { set: 4 }, restoreDays: 30 })
    expect(criteria).not.toHaveProperty('waiveThreshold')
  })
})

test('the number beside the form counts whom the criteria consider, and nobody else', () => {
  const values = { ...withGroups, recordType: 'STAFF' as const, daysAfterPurgeDate: 30 }
  expect(candidatesOf(values, { set: 4 })).toEqual({
    and: [
      { field: 'purge_date', op: 'lte', value: { daysFromToday: -30 } },
      { field: 'record_type', op: 'eq', value: 'STAFF' },
      { field: 'user_group', op: 'in', value: ['GRAD'] },
      { set: 4 },
    ],
  })
})

test('blank and 0 days mean yesterday or earlier', () => {
  expect([undefined, 0, 1, 30].map(effectiveDays)).toEqual([1, 1, 1, 30])
})

test('an amount may be written with a point or a comma, with at most two decimals', () => {
  expect(['9.99', '9,99', '10', '', ' 1 '].every(isAmount)).toBe(true)
  expect(['9.999', '-1', 'abc', '1.', '1,000.00', '123456789'].some(isAmount)).toBe(false)
  expect(amountOf(' 9,99 ')).toBe('9.99')
})

test('days are counted back over months, years and leap days', () => {
  expect(daysBefore('2026-05-31', 30)).toBe('2026-05-01')
  expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29')
  expect(daysBefore('2026-01-01', 1)).toBe('2025-12-31')
})
