import { isDeepStrictEqual } from 'node:util'
import type { FieldProblem } from '../../contract/problem.ts'
import { fieldNamed, splitPath } from '../fields/catalogue.ts'
import type { Patch, RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import type { EditScope } from './edit-scope.ts'
import { judgeElement } from './judge-element.ts'
import { judgeField } from './judge-field.ts'
import { judgeRecord } from './judge-record.ts'
import { tidy } from './tidy.ts'

/**
 * Nobody enters more at once; what is more is a mistake of a program, and would keep the server busy. What a program takes
 * away does not count: it gives whole records.
 */
export const mostPaths = 1000

export type Judgement = { patch: Patch; problems: FieldProblem[] }

/**
 * What an edit of a record (path → value; null clears or removes) really changes, with what follows from it, or all that
 * is wrong with it. Nothing may be written while there is a problem.
 */
export function judgeEdit(
  record: RecordDocument,
  edit: Record<string, unknown>,
  scope: EditScope,
): Judgement {
  const entries = Object.entries(edit)
  const counted = scope.isProgram ? entries.filter(([, value]) => value !== null) : entries
  if (counted.length > mostPaths)
    return { patch: {}, problems: [{ field: 'values', rule: 'too_many', limit: mostPaths }] }
  const patch: Patch = {}
  const problems: FieldProblem[] = []
  for (const [path, raw] of entries) {
    if (splitPath(path).elementId === undefined) {
      const field = fieldNamed(path)
      const value = tidy(raw, field?.type)
      if (field && field.section !== 'internal' && isDeepStrictEqual(value, record[path] ?? null)) continue
      const problem = judgeField(path, value, { record, scope })
      if (problem) problems.push(problem)
      else patch[path] = value
      continue
    }
    if (isSameElement(record[path], raw)) continue
    const judgement = judgeElement(path, raw, { record, scope })
    if ('problems' in judgement) problems.push(...judgement.problems)
    else if (!isDeepStrictEqual(judgement.value, record[path] ?? null)) patch[path] = judgement.value
  }
  const whole = { ...patch, ...displaced(record, patch) }
  problems.push(...judgeRecord(record, whole, scope))
  return { patch: whole, problems }
}

/** An element that is given back as it stands is no edit, whoever owns it. */
function isSameElement(stored: unknown, given: unknown): boolean {
  return given === null ? stored === undefined : isDeepStrictEqual(stored, given)
}

/** Elements that lose what only one of their kind may have, as "preferred", to one that gets it (features C2). */
function displaced(record: RecordDocument, patch: Patch): Patch {
  const losses: Patch = {}
  for (const segment of segments) {
    const singles = segment.fields.filter(field => field.single).map(field => field.name)
    for (const name of singles) {
      const isOne = ([path, value]: [string, unknown]) =>
        splitPath(path).kind === segment.kind && (value as Record<string, unknown> | null)?.[name] === true
      const winner = Object.entries(patch).filter(isOne).at(-1)?.[0]
      if (winner === undefined) continue
      const losers = Object.entries({ ...record, ...patch, ...losses }).filter(
        one => one[0] !== winner && isOne(one),
      )
      for (const [path, value] of losers) losses[path] = { ...(value as object), [name]: false }
    }
  }
  return losses
}
