import { expect, test } from 'vitest'
import type { TaskReport } from '../../contract/tasks.ts'
import { hasPlan, reasonsOf, skippedReasonsOf, totalOf } from './report-counts.ts'

const report: TaskReport = {
  task: {
    taskId: 1,
    kind: 'purge',
    name: 'Purge',
    status: 'completed',
    isStopRequested: false,
    parameters: {},
    createdBy: 'x',
    createdAt: '2026-11-21T09:00:00Z',
    startedAt: '2026-11-21T09:01:00Z',
    planned: { total: 10, change: 6, keep: 3, reject: 1 },
    done: 5,
    skipped: 1,
    canUndo: true,
    facts: {},
  },
  outcomes: [],
  reasons: [
    { outcome: 'keep', reason: 'active_loans', count: 1 },
    { outcome: 'keep', reason: 'not_expired', count: 3 },
    { outcome: 'reject', reason: 'identifier_taken', count: 1 },
  ],
  results: [
    { outcome: 'done', count: 5 },
    { outcome: 'skipped', count: 1 },
    { outcome: 'skipped', reason: 'active_loans', count: 1 },
  ],
}

test('reasons of an outcome come with the most frequent first', () => {
  expect(reasonsOf(report, 'keep').map(one => one.reason)).toEqual(['not_expired', 'active_loans'])
})

test('the sum of the skipped is not taken for a reason', () => {
  expect(skippedReasonsOf(report)).toEqual([{ reason: 'active_loans', count: 1 }])
})

test('the number above the list is that of the group which the address asks for', () => {
  expect(totalOf(report, {})).toBe(10)
  expect(totalOf(report, { outcome: 'keep' })).toBe(3)
  expect(totalOf(report, { outcome: 'keep', reason: 'not_expired' })).toBe(3)
  expect(totalOf(report, { result: 'done' })).toBe(5)
  expect(totalOf(report, { result: 'skipped', reason: 'active_loans' })).toBe(1)
  expect(totalOf(report, { reason: 'active_loans' })).toBeUndefined()
})

test('a plan that failed before it was complete has no numbers', () => {
  const failed = { ...report.task, status: 'failed' as const, startedAt: undefined }
  expect(hasPlan(failed)).toBe(false)
  expect(hasPlan({ ...failed, startedAt: report.task.startedAt })).toBe(true)
  expect(totalOf({ ...report, task: failed }, {})).toBeUndefined()
})
