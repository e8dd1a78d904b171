import { describe, expect, test } from 'vitest'
import { blockDefinitions } from '../demo/block-definitions.ts'
import type { RecordDocument } from '../fields/document.ts'
import { defaultSettings } from '../institutions/setting-definitions.ts'
import { forbiddenActions, type Standing } from './forbidden-actions.ts'
import type { LimitFacts } from './limits.ts'

const today = '2026-11-20'
const blocks = Object.fromEntries(blockDefinitions.map(({ code, ...definition }) => [code, definition]))
const nothing: LimitFacts = { cash: '0', overdues: 0, overdueRecalls: 0, requests: 0 }
const usual = { blocks, facts: nothing, settings: defaultSettings, today }
const standing = (document: RecordDocument, more: Partial<Standing> = {}) =>
  forbiddenActions({ ...usual, document: { status: 'ACTIVE', ...document }, ...more })
const actions = (document: RecordDocument) => standing(document).map(one => one.action)
const block = (block_description: string, more = {}) => ({ block_description, status: 'ACTIVE', ...more })

test('who is active, not expired and not blocked may do everything', () => {
  expect(standing({ expiry_date: today, 'note/a': { text: 'blocked?', status: 'ACTIVE' } })).toEqual([])
  expect(standing({})).toEqual([])
})

test.each([
  ['01-LOST', ['LOAN']],
  ['05-BILL', ['LOAN', 'RENEW']],
  ['02-GLOBAL', ['LOAN', 'RENEW', 'HOLD']],
  ['04-ILL', ['ILL']],
  ['CONSORTIA', ['LOAN', 'RENEW', 'HOLD', 'ILL']],
  ['GONE', []],
])('a block %s forbids what its definition says', (code, expected) => {
  expect(actions({ 'block/a': block(code) })).toEqual(expected)
})

test('an inactive account and an expired one forbid signing in and borrowing, each for itself', () => {
  expect(actions({ status: 'INACTIVE' })).toEqual(['LOGIN', 'LOAN', 'RENEW', 'HOLD'])
  expect(actions({ expiry_date: '2026-11-19' })).toEqual(['LOGIN', 'LOAN'])
  expect(standing({ status: 'INACTIVE', expiry_date: '2026-11-19' }).slice(0, 2)).toEqual([
    { action: 'LOGIN', because: [{ kind: 'inactive' }, { kind: 'expired' }] },
    { action: 'LOAN', because: [{ kind: 'inactive' }, { kind: 'expired' }] },
  ])
})

test('an expired account forbids requests only where the institution checks for it', () => {
  const checking = { settings: { ...defaultSettings, checkForExpiredAccount: true } }
  const expired = { expiry_date: '2026-11-19' }
  expect(standing(expired, checking).map(one => one.action)).toEqual(['LOGIN', 'LOAN', 'HOLD'])
  expect(standing({ expiry_date: today }, checking)).toEqual([])
})

test('a Patron role that has ended forbids borrowing, renewing and requesting; another that holds is enough', () => {
  const role = (more: object) => ({ role_type: '200', status: 'ACTIVE', ...more })
  const ended = { 'role/a': role({ expiry_date: '2026-11-19' }), 'role/b': role({ status: 'INACTIVE' }) }
  expect(actions(ended)).toEqual(['LOAN', 'RENEW', 'HOLD'])
  expect(standing(ended)[0]!.because).toEqual([{ kind: 'patron_role_ended' }])
  expect(actions({ ...ended, 'role/c': role({ expiry_date: today }) })).toEqual([])
  expect(actions({ 'role/a': { ...role({ status: 'INACTIVE' }), role_type: '32' } })).toEqual([])
})

describe('limits', () => {
  const limits = (more: Partial<typeof defaultSettings.patronLimits>) => ({
    ...defaultSettings,
    patronLimits: { ...defaultSettings.patronLimits, ...more },
  })
  const reasons = (
    facts: Partial<LimitFacts>,
    settings: Standing['settings'],
    document: RecordDocument = {},
  ) => standing(document, { facts: { ...nothing, ...facts }, settings }).map(one => one.action)

  test.each([
    ['cash', '10.00', '10.00', '10.01'],
    ['overdues', 0, 0, 1],
    ['overdueRecalls', 1, 1, 2],
  ] as const)(
    'of %s forbid loans and renewals when they are exceeded, not when they are reached',
    (name, most, reached, above) => {
      const settings = limits({ [name]: { '*': most } })
      expect(reasons({ [name]: reached }, settings)).toEqual([])
      expect(reasons({ [name]: above }, settings)).toEqual(['LOAN', 'RENEW'])
    },
  )

  test('of requests count the one that would be placed', () => {
    expect(reasons({ requests: 1 }, limits({ requests: { '*': 2 } }))).toEqual([])
    expect(reasons({ requests: 2 }, limits({ requests: { '*': 2 } }))).toEqual(['HOLD'])
    expect(reasons({}, limits({ requests: { '*': 0 } }))).toEqual(['HOLD'])
  })

  test('hold for their user group, else for all groups, else not at all', () => {
    const settings = limits({ overdues: { '*': 5, GUEST: 1 } })
    expect(reasons({ overdues: 2 }, settings, { user_group: 'GUEST' })).toEqual(['LOAN', 'RENEW'])
    expect(reasons({ overdues: 5 }, settings, { user_group: 'FACULTY' })).toEqual([])
    expect(reasons({ overdues: 6 }, settings)).toEqual(['LOAN', 'RENEW'])
    expect(reasons({ overdues: 600 }, limits({ overdues: { GUEST: 1 } }), { user_group: 'FACULTY' })).toEqual(
      [],
    )
  })

  test('forbid what the institution says, and tell what there is and what may be', () => {
    const settings = {
      ...limits({ cash: { '*': '5.50' } }),
      limitForbids: { ...defaultSettings.limitForbids, cash: 'RENEW' as const },
    }
    expect(standing({}, { settings, facts: { ...nothing, cash: '5.51' } })).toEqual([
      { action: 'RENEW', because: [{ kind: 'limit', limit: 'cash', value: '5.51', most: '5.50' }] },
    ])
  })
})

test('more points of demerits than the limit forbid loans, where there are demerits', () => {
  const document = { 'demerit/a': { points: 60 }, 'demerit/b': { points: 40 } }
  const on = { settings: { ...defaultSettings, demeritsEnabled: true } }
  expect(standing(document, on)).toEqual([])
  const more = { ...document, 'demerit/c': { points: 1 } }
  expect(standing(more, on)).toEqual([
    { action: 'LOAN', because: [{ kind: 'limit', limit: 'demerits', value: '101', most: '100' }] },
  ])
  expect(standing(more)).toEqual([])
})

test('every block that forbids an action is named at it', () => {
  expect(
    standing({ status: 'INACTIVE', 'block/a': block('02-GLOBAL'), 'block/b': block('01-LOST') }),
  ).toEqual([
    { action: 'LOGIN', because: [{ kind: 'inactive' }] },
    {
      action: 'LOAN',
      because: [
        { kind: 'inactive' },
        { kind: 'block', code: '02-GLOBAL', elementId: 'a' },
        { kind: 'block', code: '01-LOST', elementId: 'b' },
      ],
    },
    {
      action: 'RENEW',
      because: [{ kind: 'inactive' }, { kind: 'block', code: '02-GLOBAL', elementId: 'a' }],
    },
    { action: 'HOLD', because: [{ kind: 'inactive' }, { kind: 'block', code: '02-GLOBAL', elementId: 'a' }] },
  ])
})

test('a block counts to the end of its last day, and not while it is inactive', () => {
  expect(actions({ 'block/a': block('01-LOST', { expiry_date: today }) })).toEqual(['LOAN'])
  expect(actions({ 'block/a': block('01-LOST', { expiry_date: '2026-11-19' }) })).toEqual([])
  expect(actions({ 'block/a': block('01-LOST', { status: 'INACTIVE' }) })).toEqual([])
})

test('actions that an institution made up come behind the known ones', () => {
  const own = { X: { actions: ['ROOM', 'BOAT', 'ILL'] } }
  expect(standing({ 'block/a': block('X') }, { blocks: own }).map(one => one.action)).toEqual([
    'ILL',
    'BOAT',
    'ROOM',
  ])
})
