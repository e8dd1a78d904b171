import { segmentOf } from './catalogue.ts'
import type { Json, RecordDocument } from './document.ts'
import { userFields } from './user-fields.ts'

/** The moment as PostgreSQL's `to_jsonb(timestamptz)` writes it in UTC, so that a document is canonical from the start. */
export function momentText(moment: Date): string {
  const iso = moment.toISOString().slice(0, -1)
  return `${iso.replace(/\.?0+$/, '').replace(/T(\d\d:\d\d)$/, 'T$1:00')}+00:00`
}

/** An element with every fallback filled in and without nulls: the form in which it is stored and compared. */
export function completeElement(
  kind: string,
  values: Record<string, Json | undefined>,
): Record<string, Json> {
  const element: Record<string, Json> = {}
  for (const field of segmentOf(kind)!.fields) {
    const value = values[field.name] ?? field.fallback
    if (value !== undefined && value !== null && value !== '') element[field.name] = value
  }
  return element
}

/** A document for a new user: fallbacks filled in, empty values left out. Elements must be complete already. */
export function completeRecord(document: Record<string, Json | undefined>): RecordDocument {
  const record: RecordDocument = {}
  for (const [path, value] of Object.entries(document)) {
    if (value !== undefined && value !== null && value !== '') record[path] = value
  }
  for (const field of userFields) if (field.fallback !== undefined) record[field.name] ??= field.fallback
  return record
}
