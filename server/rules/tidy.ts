import type { Json } from '../fields/document.ts'

/** A value as people enter it, without blanks around it; nothing in it is null. */
export function tidy(raw: unknown): Json {
  if (typeof raw === 'string') return raw.trim() === '' ? null : raw.trim()
  if (Array.isArray(raw) && raw.length === 0) return null
  return (raw ?? null) as Json
}
