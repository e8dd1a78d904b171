import { expect, test } from 'vitest'
import type { SegmentDescription } from '../../../contract/configuration.ts'
import { elementRows } from './elements.ts'
import { segmentColumns } from './segment-columns.tsx'

const notes = {
  kind: 'note',
  tab: 'notes',
  fields: [
    { name: 'note_type', type: 'code', codeTable: 'NoteTypes', required: true },
    { name: 'text', type: 'text', maxLength: 2000, required: true },
    { name: 'pinned', type: 'boolean' },
    { name: 'owner', type: 'code', codeTable: 'Libraries' },
    { name: 'external', type: 'boolean', machine: true },
    { name: 'created_by', type: 'text', machine: true, hidden: true },
  ],
} as unknown as SegmentDescription

test('pinned notes come first, the others in the order in which they were made, new ones last', () => {
  const base = { 'note/b': { text: 'first' }, 'note/a': { text: 'second' }, 'note/c': { text: 'third' } }
  const values = {
    'note/new': { text: 'new' },
    ...base,
    'note/c': { text: 'third', pinned: true },
    'block/x': { note: 'of another kind' },
  }
  const texts = elementRows(notes, { base, values }, true).map(row => row.values['text'])
  expect(texts).toEqual(['third', 'first', 'second', 'new'])
})

test('what a feed brought is managed until the account is opened, and what was deleted is gone', () => {
  const base = { 'note/a': { text: 'fed', external: true }, 'note/b': { text: 'own', external: false } }
  const managed = (canTouch: boolean) =>
    elementRows(notes, { base, values: base }, canTouch).map(row => row.isManaged)
  expect([managed(false), managed(true)]).toEqual([
    [true, false],
    [false, false],
  ])
  expect(elementRows(notes, { base, values: { ...base, 'note/a': null } }, false)).toHaveLength(1)
})

test('a table of elements has a column for all that the catalogue tells, the owner only with library independence', () => {
  const columns = (hasOwners: boolean) => segmentColumns({ ...notes }, hasOwners)
  const ids = (hasOwners: boolean) => columns(hasOwners).map(column => column.id)
  expect(ids(true)).toEqual(['text', 'note_type', 'pinned', 'owner', 'external', 'created_by'])
  expect(ids(false)).toEqual(['text', 'note_type', 'pinned', 'external', 'created_by'])
  const hidden = columns(true).filter(column => column.meta?.isHiddenAtFirst)
  expect(hidden.map(column => column.id)).toEqual(['created_by'])
})
