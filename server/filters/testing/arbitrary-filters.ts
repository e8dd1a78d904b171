import fc from 'fast-check'
import {
  type Comparison,
  type Filter,
  type FilterValue,
  searchIndexes,
  wholeIndexes,
} from '../../../contract/filter.ts'
import { derivedFields } from '../../fields/derived-fields.ts'
import { segments } from '../../fields/segments.ts'
import type { Segment, ValueType } from '../../fields/types.ts'
import { userFields } from '../../fields/user-fields.ts'
import { anyCode, anyDate, anyMoment, anyText, texts } from './arbitrary-people.ts'

type AnyField = { name: string; type: ValueType; codeTable?: string; sensitive?: true }
type Leaf = fc.Arbitrary<Comparison>

const relative = fc.integer({ min: -3, max: 3 }).map(daysFromToday => ({ daysFromToday }))
const amount = fc.constantFrom<FilterValue>(0, 1, 2, -1, '0', '0.05', '19.99', '-5.00', 19.94, '1')
const inOrder = ['lt', 'lte', 'gt', 'gte'] as const

/** Every comparison that the filter language has for the field. */
export function anyComparison(field: AnyField): Leaf {
  const empty = fc.constant({ field: field.name, op: 'empty' as const })
  if (field.sensitive || field.type === 'notices' || field.type === 'parameters') return empty
  return fc.oneof({ weight: 1, arbitrary: empty }, { weight: 4, arbitrary: fc.oneof(...byValue(field)) })
}

function byValue({ name: field, type, codeTable }: AnyField): Leaf[] {
  const one = <T extends FilterValue>(ops: readonly Comparison['op'][], value: fc.Arbitrary<T>): Leaf =>
    fc.record({ field: fc.constant(field), op: fc.constantFrom(...ops), value })
  const many = (value: fc.Arbitrary<string>): Leaf => one(['in'], fc.array(value, { maxLength: 3 }))
  switch (type) {
    case 'text':
      // Texts are put in order by the database, which is asked once for all of them.
      return [
        one(inOrder, fc.constantFrom(...texts)),
        one(['eq', 'contains', 'starts'], anyText),
        one(['contains', 'starts'], fc.constant('')),
        many(anyText),
      ]
    case 'date':
      return [one(['eq', ...inOrder], fc.oneof(anyDate, relative)), many(anyDate)]
    case 'moment':
      return [one(['eq', ...inOrder], anyMoment)]
    case 'number':
      return [one(['eq', ...inOrder], amount)]
    case 'user':
      return [one(['eq'], fc.integer({ min: 0, max: 6 }))]
    case 'boolean':
      return [one(['eq'], fc.boolean())]
    default:
      return [one(['eq'], anyCode(codeTable)), many(anyCode(codeTable))]
  }
}

/** Leaves below and, or, not, with as many branches as a person might build. */
function treeOf(leaf: fc.Arbitrary<Filter>, maxDepth: number): fc.Arbitrary<Filter> {
  const { tree } = fc.letrec<{ tree: Filter }>(tie => ({
    tree: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: fc.record({ and: fc.array(tie('tree'), { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ or: fc.array(tie('tree'), { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ not: tie('tree') }) },
    ),
  }))
  return tree
}

const scalar = fc.constantFrom<AnyField>(...userFields).chain(anyComparison)
const derived = fc.constantFrom<AnyField>(...derivedFields).chain(anyComparison)
const search = fc.record({
  search: fc.oneof(
    anyText,
    fc.array(anyText, { maxLength: 2 }).map(words => words.join(' ')),
    fc.constantFrom('ug', 'u', 'UNDER', 'étudiant', 'half', 'prof', "Professor's", 'exl', 'exl_1', '12'),
  ),
  in: fc.constantFrom(...searchIndexes),
})

const whole = fc.record({
  whole: fc.oneof(anyText, fc.constantFrom('text0', 'TEXT1', ' text2 ', 'person1', 'ada@example.org')),
  in: fc.constantFrom(...wholeIndexes),
})

function someOf(segment: Segment): fc.Arbitrary<Filter> {
  const where = treeOf(
    fc.constantFrom<AnyField>(...segment.fields.filter(field => !field.secret)).chain(anyComparison),
    2,
  )
  return fc.record({ some: fc.constant(segment.kind), where }, { requiredKeys: ['some'] })
}

/** Any filter on people, which may name the given sets. */
export function anyFilter(setIds: readonly number[], maxDepth = 3): fc.Arbitrary<Filter> {
  const sets = setIds.length > 0 ? [fc.record({ set: fc.constantFrom(...setIds) })] : []
  const leaf = fc.oneof<fc.Arbitrary<Filter>[]>(
    scalar,
    scalar,
    derived,
    fc.constantFrom(...segments).chain(someOf),
    search,
    whole,
    ...sets,
  )
  return treeOf(leaf, maxDepth)
}
