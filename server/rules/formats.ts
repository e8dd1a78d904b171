import { RE2JS } from 're2js'
import type { Format } from '../../contract/configuration.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { InstitutionSettings } from '../context.ts'

/**
 * What is wrong with the form of a text, or null. The institution's regular expressions must match the whole value, as in
 * Alma; they run in linear time, so that none of them can stop the server.
 */
export function checkFormat(
  { name, format }: { name: string; format?: Format },
  value: unknown,
  settings: InstitutionSettings,
): FieldProblem | null {
  if (format === undefined || typeof value !== 'string') return null
  if (format === 'url') return isWebAddress(value) ? null : { field: name, rule: 'not_a_web_address' }
  if (format === 'pin') {
    const isWrong = settings.pinNumberMethod === 'fourDigit' && !/^[0-9]{4}$/.test(value)
    return isWrong ? { field: name, rule: 'four_digits' } : null
  }
  const rule = settings.formats[format]
  if (!rule || matches(rule.pattern, value)) return null
  return { field: name, rule: 'format', ...(rule.message ? { message: rule.message } : {}) }
}

/** Links are followed by a click, so that nothing but the web is one. */
function isWebAddress(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}

const compiled = new Map<string, RE2JS>()

function matches(pattern: string, value: string): boolean {
  let expression = compiled.get(pattern)
  if (!expression) {
    expression = RE2JS.compile(pattern)
    compiled.set(pattern, expression)
  }
  return expression.matches(value)
}
