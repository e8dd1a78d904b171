import type { Json } from '../fields/document.ts'
import type { ValueType } from '../fields/types.ts'

/** A value as people enter it for a field of that type: without blanks around it, and null if nothing is in it. */
export function tidy(raw: unknown, type: ValueType | undefined): Json {
  if (typeof raw === 'string') return raw.trim() === '' ? null : raw.trim()
  if ((type === 'codes' || type === 'parameters') && Array.isArray(raw) && raw.length === 0) return null
  if (type === 'notices' && isEmptyObject(raw)) return null
  return (raw ?? null) as Json
}

const isEmptyObject = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) && Object.keys(raw).length === 0
