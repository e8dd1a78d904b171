import { expect, test } from 'vitest'
import { blockState } from './block-state.ts'

test.each([
  ['active', { status: 'ACTIVE' }],
  ['active', { status: 'ACTIVE', expiry_date: '2026-11-20' }],
  ['active', { status: 'ACTIVE', expiry_date: '' }],
  ['expired', { status: 'ACTIVE', expiry_date: '2026-11-19' }],
  ['inactive', { status: 'INACTIVE' }],
  ['inactive', { status: 'INACTIVE', expiry_date: '2026-11-19' }],
])('%s is a block with %o', (expected, values) => {
  expect(blockState(values, '2026-11-20')).toBe(expected)
})
