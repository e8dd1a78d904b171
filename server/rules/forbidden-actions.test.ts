import { expect, test } from 'vitest'
import { blockDefinitions } from '../demo/block-definitions.ts'
import type { RecordDocument } from '../fields/document.ts'
import { forbiddenActions } from './forbidden-actions.ts'

const today = '2026-11-20'
const blockActions = Object.fromEntries(blockDefinitions.map(({ code, actions }) => [code, actions]))
const standing = (document: RecordDocument) =>
  forbiddenActions({ document: { status: 'ACTIVE', ...document }, blockActions, today })
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
  expect(actions({ status: 'INACTIVE' })).toEqual(['LOGIN', 'LOAN'])
  expect(standing({ status: 'INACTIVE', expiry_date: '2026-11-19' })).toEqual([
    { action: 'LOGIN', because: [{ kind: 'inactive' }, { kind: 'expired' }] },
    { action: 'LOAN', because: [{ kind: 'inactive' }, { kind: 'expired' }] },
  ])
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
    { action: 'RENEW', because: [{ kind: 'block', code: '02-GLOBAL', elementId: 'a' }] },
    { action: 'HOLD', because: [{ kind: 'block', code: '02-GLOBAL', elementId: 'a' }] },
  ])
})

test('a block counts to the end of its last day, and not while it is inactive', () => {
  expect(actions({ 'block/a': block('01-LOST', { expiry_date: today }) })).toEqual(['LOAN'])
  expect(actions({ 'block/a': block('01-LOST', { expiry_date: '2026-11-19' }) })).toEqual([])
  expect(actions({ 'block/a': block('01-LOST', { status: 'INACTIVE' }) })).toEqual([])
})

test('actions that an institution made up come behind the known ones', () => {
  const own = { X: ['ROOM', 'BOAT', 'ILL'] }
  const document = { status: 'ACTIVE', 'block/a': block('X') }
  expect(forbiddenActions({ document, blockActions: own, today }).map(one => one.action)).toEqual([
    'ILL',
    'BOAT',
    'ROOM',
  ])
})
