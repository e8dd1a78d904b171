import { describe, expect, test } from 'vitest'
import { isAddressAllowed, isWithin, judgeIpGroups, loginRestrictionsOf } from './login-restrictions.ts'

const group = (...ranges: string[]) => ({ code: 'G', name: 'Group', ranges, isAllowed: true })

test.each([
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['192.0.2.0/24', '192.0.2.255', true],
  ['192.0.2.0/24', '192.0.3.0', false],
  ['192.0.2.10-192.0.2.20', '192.0.2.10', true],
  ['192.0.2.10 - 192.0.2.20', '192.0.2.20', true],
  ['192.0.2.10-192.0.2.20', '192.0.2.21', false],
  ['192.0.2.10-192.0.2.20', '192.0.2.9', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:db8::1-2001:db8::ff', '2001:db8::a0', true],
  ['2001:db8::1-2001:db8::ff', '2001:db8::100', false],
  ['192.0.2.0/24', '::ffff:192.0.2.9', true],
  ['192.0.2.0/24', '::ffff:192.0.3.9', false],
  ['fe80::/10', 'fe80::1%eth0', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['192.0.2.0/24', 'nonsense', false],
])('%s and %s: %s', (range, address, isIn) => {
  expect(isWithin([group(range)], address)).toBe(isIn)
})

test('only groups that are allowed count, and none while it is off', () => {
  const closed = { ...group('192.0.2.0/24'), isAllowed: false }
  expect(isWithin([closed], '192.0.2.1')).toBe(false)
  expect(isWithin([closed, group('198.51.100.1')], '198.51.100.1')).toBe(true)
  const rules = { isEnabled: false, groups: [closed], managerId: null }
  expect(isAddressAllowed(rules, '192.0.2.1')).toBe(true)
  expect(isAddressAllowed({ ...rules, isEnabled: true }, '192.0.2.1')).toBe(false)
})

describe('a group', () => {
  test.each([
    '192.0.2',
    '192.0.2.0/33',
    '192.0.2.0/',
    '2001:db8::/129',
    '192.0.2.20-192.0.2.10',
    '192.0.2.1-2001:db8::1',
    'library.example.edu',
    '192.0.2.1, 192.0.2.2',
    '192.0.2.1/24-192.0.2.9',
  ])('with "%s" is refused', range => {
    expect(judgeIpGroups([group('192.0.2.1', range)])).toEqual([
      { field: 'groups/0/ranges', rule: 'not_an_ip_range', limit: range },
    ])
  })

  test('needs a code of its own, a name and an address', () => {
    const bare = { code: '', name: '', ranges: [], isAllowed: true }
    expect(judgeIpGroups([bare, group('192.0.2.1'), { ...group('192.0.2.1'), code: 'g' }])).toEqual([
      { field: 'groups/0/code', rule: 'required' },
      { field: 'groups/0/name', rule: 'required' },
      { field: 'groups/0/ranges', rule: 'required' },
      { field: 'groups/2/code', rule: 'repeated' },
    ])
  })
})

test.each([undefined, null, 'x', 5, []])('stored %j restricts nobody', stored => {
  expect(loginRestrictionsOf(stored)).toEqual({ isEnabled: false, groups: [], managerId: null })
})
