import { expect, test } from 'vitest'
import { messages } from '../messages/en.ts'
import { metaOf } from '../ui/table/columns.ts'
import { feeColumns } from './fee-columns.tsx'

const columns = feeColumns.map(metaOf)
const labels = (areHidden: boolean) =>
  columns
    .filter(({ isHiddenAtFirst = false }) => isHiddenAtFirst === areHidden)
    .map(({ label }) => messages[label])

test('the columns of fees are those of the seed in its order, the last four for those who ask', () => {
  expect(labels(false)).toEqual([
    ...['Creation date', 'Fine/fee type', 'Status', 'Status date', 'Comment', 'Fee owner', 'Title'],
    ...['Item barcode', 'Original amount', 'Remaining balance'],
  ])
  expect(labels(true)).toEqual(['Original VAT', 'Remaining VAT', 'Bursar transaction ID', 'Waive reasons'])
  expect(columns.findIndex(one => one.isHiddenAtFirst)).toBe(10)
})
