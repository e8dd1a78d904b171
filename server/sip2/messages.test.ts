import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  count,
  entriesAskedFor,
  formatAnswer,
  formatSystemStatus,
  listAskedFor,
  moment,
  parseRequest,
} from './messages.ts'

const parse = (text: string) => parseRequest(Buffer.from(text))
const at = '19960212    100239'

// From the standard (SIP 2.00, examples of messages).
test.each([
  [
    '9300CNLoginUserID|COLoginPassword|CPLocationCode|',
    '93',
    '00',
    { CN: 'LoginUserID', CO: 'LoginPassword', CP: 'LocationCode' },
  ],
  ['9900302.00', '99', '00302.00', {}],
  [
    `23001${at}AOid_21|AA104000000105|AC|AD|`,
    '23',
    `001${at}`,
    { AO: 'id_21', AA: '104000000105', AC: '', AD: '' },
  ],
  [
    `63001${at}Y         AOid_21|AA104000000105|BP1|BQ5|`,
    '63',
    `001${at}Y         `,
    { AO: 'id_21', AA: '104000000105', BP: '1', BQ: '5' },
  ],
  [`35${at}AOid_21|AA104000000105|AC|AD|`, '35', at, { AO: 'id_21', AA: '104000000105', AC: '', AD: '' }],
  ['97', '97', '', {}],
])('%s is read', (text, code, fixed, fields) => {
  const request = parse(text)
  expect(request && { ...request, fields: Object.fromEntries(request.fields) }).toEqual({
    code,
    fixed,
    fields,
  })
})

test.each([
  ['nothing', ''],
  ['half a code', '2'],
  ['a code of nobody', '00'],
  ['a name of JavaScript', '__proto__'],
  ['checkout, which is not here', `11YN${at}${at}AOid|AAp|ABi|AC|`],
  ['fixed fields that are too short', '2300119960212'],
])('%s is no request', (_what, text) => {
  expect(parse(text)).toBeUndefined()
})

test('values are UTF-8; the first of a name counts, and what is no field is left out', () => {
  const fields = parse(`35${at}AAÆgir Þór|AAother|lower|X|1Y1|AO`)?.fields
  expect([...(fields ?? [])]).toEqual([
    ['AA', 'Ægir Þór'],
    ['AO', ''],
  ])
})

test('any bytes are read or not, and never break anything', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void parseRequest(Buffer.from(bytes))))
  const code = fc.constantFrom('23', '35', '63', '93', '97', '99')
  fc.assert(fc.property(code, fc.string(), (start, rest) => void parse(start + rest)))
})

test.each([
  ['Y         ', 'holds'],
  [' Y        ', 'overdue'],
  ['  Y       ', 'charged'],
  ['   Y      ', 'fines'],
  ['    Y     ', 'recalls'],
  ['     Y    ', 'unavailable'],
  ['      Y   ', undefined],
  ['          ', undefined],
  ['  YY      ', 'charged'],
])('the summary "%s" asks for %s', (summary, list) => {
  expect(listAskedFor(parse(`63001${at}${summary}`)!)).toBe(list)
})

test.each([
  ['', 1, 100],
  ['BP3|BQ4|', 3, 4],
  ['BP3|', 3, 102],
  ['BQ7|', 1, 7],
  ['BP0|BQ0|', 1, 100],
  ['BP1|BQ99999|', 1, 100],
  ['BPx|BQ-1|', 1, 100],
])('"%s" asks for the entries from %i to %i', (fields, start, end) => {
  expect(entriesAskedFor(parse(`63001${at}          ${fields}`)!)).toEqual({ start, end })
})

test('nothing in a value ends it or the message, and what is absent is left out', () => {
  const fields = [
    ['AE', 'A|B\rC\nD\0E'],
    ['BE', undefined],
    ['AF', ''],
  ] as const
  expect(formatAnswer('24', fields)).toBe('24AEA B C D E|AF|')
  expect(formatAnswer('', [['AE', '😀'.repeat(300)]])).toBe(`AE${'😀'.repeat(255)}|`)
})

test('moments are those of the institution, and counts have four digits', () => {
  expect(moment('America/Chicago', new Date('2026-11-20T05:04:09Z'))).toBe('20261119    230409')
  expect(moment('UTC', new Date('2026-11-20T00:00:00Z'))).toBe('20261120    000000')
  expect([count(0), count(42), count(123_456)]).toEqual(['0000', '0042', '9999'])
})

test('the system says what it does and what not', () => {
  const institution = { code: 'NORTH', name: 'Northlake', timeZone: 'UTC' }
  expect(formatSystemStatus(institution, new Date('2026-11-20T15:00:00Z'))).toBe(
    '98YNNNNN10000320261120    1500002.00AONORTH|AMNorthlake|BXYNNNYYYYYNNNNNNN|',
  )
})
