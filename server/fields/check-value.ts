import type { FieldProblem } from '../../contract/problem.ts'
import { isDate, isMoment } from '../calendar.ts'
import type { Json } from './document.ts'
import type { ElementField, Field } from './types.ts'

/** Enabled codes per code table. */
export type CodeIndex = ReadonlyMap<string, ReadonlySet<string>>

type AnyField = Pick<Field & ElementField, 'name' | 'type' | 'codeTable' | 'maxLength' | 'min' | 'max'>

/** Control characters but tab and line ends, and halves of surrogate pairs: PostgreSQL and XML refuse them. */
const unprintable = /[\p{Cc}--[\t\n\r]]|\p{Cs}/v

/** What is wrong with one value for its field, or null. A null value is always of the right form. */
export function checkValue(field: AnyField, value: Json, codes: CodeIndex): FieldProblem | null {
  if (value === null) return null
  const problem = (rule: string, limit?: number): FieldProblem =>
    limit === undefined ? { field: field.name, rule } : { field: field.name, rule, limit }
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : problem('wrong_type')
    case 'number':
      return checkNumber(field, value, problem)
    case 'user':
      return Number.isSafeInteger(value) && Number(value) > 0 ? null : problem('wrong_type')
    case 'codes':
      if (!Array.isArray(value)) return problem('wrong_type')
      return value.every(one => isKnown(field, one, codes)) ? null : problem('unknown_code')
    case 'parameters':
      return isParameters(value) ? null : problem('wrong_type')
    case 'notices':
      return isOptIns(value) ? null : problem('wrong_type')
    default:
      return checkText(field, value, { codes, problem })
  }
}

type Problem = (rule: string, limit?: number) => FieldProblem

function checkNumber({ min, max }: AnyField, value: Json, problem: Problem): FieldProblem | null {
  if (typeof value !== 'number') return problem('wrong_type')
  if (min === undefined || max === undefined) return null
  if (!Number.isSafeInteger(value)) return problem('not_a_number')
  if (value < min) return problem('too_small', min)
  return value > max ? problem('too_large', max) : null
}

function checkText(
  field: AnyField,
  value: Json,
  { codes, problem }: { codes: CodeIndex; problem: Problem },
): FieldProblem | null {
  if (typeof value !== 'string') return problem('wrong_type')
  if (unprintable.test(value)) return problem('control_characters')
  if (field.type === 'date') return isDate(value) ? null : problem('not_a_date')
  if (field.type === 'code') return isKnown(field, value, codes) ? null : problem('unknown_code')
  if (field.type === 'moment') return isMoment(value) ? null : problem('not_a_date')
  return field.maxLength !== undefined && value.length > field.maxLength
    ? problem('too_long', field.maxLength)
    : null
}

const isOptIns = (value: Json): boolean =>
  typeof value === 'object' &&
  !Array.isArray(value) &&
  Object.values(value!).every(one => typeof one === 'boolean')

/** Nobody has more desks than this. */
const mostParameters = 200

function isParameters(value: Json): boolean {
  if (!Array.isArray(value) || value.length > mostParameters) return false
  return value.every(one => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return false
    const { type, value: given, scope = '', ...others } = one
    const texts = [type, given, scope]
    return (
      texts.every(text => typeof text === 'string' && text.length <= 255 && !unprintable.test(text)) &&
      Object.keys(others).length === 0
    )
  })
}

function isKnown(field: AnyField, code: Json, codes: CodeIndex): boolean {
  const table = field.codeTable === undefined ? undefined : codes.get(field.codeTable)
  return typeof code === 'string' && (table === undefined || table.has(code))
}
