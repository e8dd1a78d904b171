import { RE2JS } from 're2js'
import type { RecordType } from '../../contract/configuration.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { segments } from '../fields/segments.ts'
import { userFields } from '../fields/user-fields.ts'
import type { SettingDefinition } from './setting-definitions.ts'

type Wrong = Omit<FieldProblem, 'field'> | null
type Of<K extends SettingDefinition['kind']> = SettingDefinition & { kind: K }

/** What is wrong with the value of a setting, as people enter it, or null. Codes are checked where they are given. */
export function judgeSetting(
  definition: SettingDefinition,
  value: unknown,
  codesOf?: (table: string) => readonly string[],
): Wrong {
  switch (definition.kind) {
    case 'flag':
      return typeof value === 'boolean' ? null : { rule: 'wrong_type' }
    case 'number':
      return judgeNumber(definition, value)
    case 'text':
      return judgeText(definition, value)
    case 'folder_address':
      return judgeAddress(value)
    case 'choice':
      return judgeChoice(definition, value, codesOf)
    case 'texts':
      return judgeTexts(value, text => (isLine(text) ? null : { rule: 'wrong_form', limit: text }))
    case 'format':
      return judgeFormat(value)
    case 'fields':
      return judgeTexts(value, name => judgeFieldName(name, definition.recordType))
    case 'codes':
      return judgeCodes(definition, value, codesOf)
    case 'numbers_by_group':
      return judgeByGroup(value, one => judgeNumber(definition, one), codesOf)
    case 'amounts_by_group':
      return judgeByGroup(value, judgeAmount, codesOf)
  }
}

function judgeNumber({ min, max }: { min: number; max: number }, value: unknown): Wrong {
  if (!Number.isSafeInteger(value)) return { rule: 'not_a_number' }
  if (Number(value) < min) return { rule: 'too_small', limit: min }
  return Number(value) > max ? { rule: 'too_large', limit: max } : null
}

function judgeByGroup(
  value: unknown,
  judgeOne: (one: unknown) => Wrong,
  codesOf?: (table: string) => readonly string[],
): Wrong {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { rule: 'wrong_type' }
  const groups = codesOf && ['*', ...codesOf('UserGroups')]
  const unknown = groups && Object.keys(value).find(group => !groups.includes(group))
  if (unknown !== undefined) return { rule: 'one_of', limit: groups!.join(', ') }
  return (
    Object.values(value)
      .map(judgeOne)
      .find(wrong => wrong !== null) ?? null
  )
}

/** Amounts are decimal texts, as everywhere. */
const judgeAmount = (value: unknown): Wrong =>
  typeof value === 'string' && /^\d{1,9}(\.\d{1,2})?$/.test(value) ? null : { rule: 'not_an_amount' }

function judgeText({ maxLength, form, mayBeEmpty }: Of<'text'>, value: unknown): Wrong {
  if (typeof value !== 'string') return { rule: 'wrong_type' }
  if (value === '') return mayBeEmpty ? null : { rule: 'required' }
  if (value.length > maxLength) return { rule: 'too_long', limit: maxLength }
  return form && !form.test(value) ? { rule: 'wrong_form' } : null
}

/** Neither a question nor a fragment nor a password: pictures are looked for below it, and nowhere else. */
function judgeAddress(value: unknown): Wrong {
  if (typeof value !== 'string') return { rule: 'wrong_type' }
  if (value === '') return null
  if (value.length > 1000) return { rule: 'too_long', limit: 1000 }
  if (!/^https?:\/\/[^?#@\s]+$/.test(value) || !URL.canParse(value)) return { rule: 'not_a_web_address' }
  if (!isSafe(new URL(value))) return { rule: 'not_https' }
  return value.endsWith('/') ? null : { rule: 'no_final_slash' }
}

/** Pictures travel encrypted (seed 002), unless they do not leave this machine. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

function judgeChoice(
  { choices, codeTable }: Of<'choice'>,
  value: unknown,
  codesOf?: (table: string) => readonly string[],
): Wrong {
  if (typeof value !== 'string' || value === '') return { rule: 'wrong_type' }
  // Without the tables: the code may have been removed since, and the setting still says what was meant.
  if (choices.includes(value) || (codeTable && !codesOf)) return null
  const codes = codeTable && codesOf ? codesOf(codeTable) : []
  return codes.includes(value) ? null : { rule: 'one_of', limit: [...choices, ...codes].join(', ') }
}

const mostTexts = 500

function judgeTexts(value: unknown, judgeOne: (text: string) => Wrong): Wrong {
  if (!Array.isArray(value) || !value.every(one => typeof one === 'string')) return { rule: 'wrong_type' }
  if (value.length > mostTexts) return { rule: 'too_many', limit: mostTexts }
  if (new Set(value).size < value.length) return { rule: 'repeated' }
  return value.map(judgeOne).find(wrong => wrong !== null) ?? null
}

/** Without the tables any code stands: it may have been removed since. */
function judgeCodes(
  { codeTable }: Of<'codes'>,
  value: unknown,
  codesOf?: (table: string) => readonly string[],
): Wrong {
  const codes = codesOf?.(codeTable)
  return judgeTexts(value, code => (codes?.includes(code) === false ? { rule: 'unknown_code' } : null))
}

const isLine = (text: string): boolean =>
  text.trim() === text && text.length > 0 && text.length <= 255 && !/\p{Cc}/u.test(text)

const mostOfPattern = 1000
const mostOfMessage = 500

function judgeFormat(value: unknown): Wrong {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { rule: 'wrong_type' }
  const { pattern, message = '', ...others } = value as Record<string, unknown>
  if (typeof pattern !== 'string' || typeof message !== 'string') return { rule: 'wrong_type' }
  if (Object.keys(others).length > 0) return { rule: 'wrong_type' }
  if (pattern.length > mostOfPattern) return { rule: 'too_long', limit: mostOfPattern }
  if (message.length > mostOfMessage) return { rule: 'too_long', limit: mostOfMessage }
  return isPattern(pattern) ? null : { rule: 'not_a_pattern' }
}

/** Whether it is a regular expression that runs in linear time, as formats are checked. */
function isPattern(pattern: string): boolean {
  try {
    RE2JS.compile(pattern)
    return true
  } catch {
    return false
  }
}

/** Fields and kinds of elements that an editor can be asked for, and whether contacts have them. */
const askable = new Map<string, { notForContacts?: true }>([
  ...userFields
    .filter(field => field.section !== 'internal' && !field.readOnly)
    .map(field => [field.name, field] as const),
  ...segments
    .filter(segment => segment.edit === undefined && segment.permission === undefined)
    .map(segment => [segment.kind, segment] as const),
])

function judgeFieldName(name: string, recordType: RecordType): Wrong {
  const field = askable.get(name)
  if (!field) return { rule: 'not_a_field', limit: name }
  const isMissing = field.notForContacts && recordType === 'CONTACT'
  return isMissing ? { rule: 'not_for_record_type', limit: name } : null
}

/** Names that a list of mandatory fields may have. */
export const mandatoryChoices = (recordType: RecordType): string[] =>
  [...askable.keys()].filter(name => judgeFieldName(name, recordType) === null)
