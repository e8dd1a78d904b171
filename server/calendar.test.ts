import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dateIn, isDate } from './calendar.ts'

test.each(['2026-11-20', '2024-02-29', '2000-02-29', '0001-01-01', '1815-12-10', '9999-12-31'])(
  '%s is a date',
  text => {
    expect(isDate(text)).toBe(true)
  },
)

test.each([
  ...['2026-02-30', '2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'],
  ...['2026-01-32', '0000-01-01', '2026-1-1', '26-01-01', '20260101', '12026-01-01', '-001-01-01'],
  ...['2026-01-01Z', '2026-01-01T00:00:00Z', ' 2026-01-01', '2026-01-01\n', '٢٠٢٦-٠١-٠١', '', 'today'],
])('%j is no date', text => {
  expect(isDate(text)).toBe(false)
})

test('adding days and taking them away again gives the date back', () => {
  const date = fc.date({ min: new Date('1000-01-01'), max: new Date('3000-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(date, fc.integer({ min: -73_000, max: 73_000 }), (moment, days) => {
      const start = moment.toISOString().slice(0, 10)
      expect(addDays(addDays(start, days), -days)).toBe(start)
      expect(isDate(addDays(start, days))).toBe(true)
    }),
  )
})

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-03-08', 1, '2026-03-09'],
])('%s plus %i days is %s', (date, days, result) => {
  expect(addDays(date, days)).toBe(result)
})

test.each([
  ['America/Chicago', '2026-11-21T05:59:59Z', '2026-11-20'],
  ['America/Chicago', '2026-11-21T06:00:00Z', '2026-11-21'],
  ['Pacific/Auckland', '2026-11-20T11:00:00Z', '2026-11-21'],
  ['UTC', '2026-11-20T23:59:59Z', '2026-11-20'],
])('today in %s at %s is %s', (timeZone, moment, date) => {
  expect(dateIn(timeZone, new Date(moment))).toBe(date)
})
