import type { ElementField } from './types.ts'

/**
 * The fields without which an element says nothing: programs and feeds send empty shells. Free text, for a type, a code or a
 * flag says nothing about nobody's e-mail; kinds that need no text say something by the codes that they need.
 */
export function tellingOf(fields: readonly ElementField[]): ElementField[] {
  const texts = fields.filter(field => field.type === 'text' && field.fallback === undefined)
  const needsText = texts.some(field => field.required)
  return needsText ? texts : [...texts, ...fields.filter(field => field.required)]
}
