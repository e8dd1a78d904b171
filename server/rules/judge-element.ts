import { isDeepStrictEqual } from 'node:util'
import type { FieldProblem } from '../../contract/problem.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import type { ElementField, Segment } from '../fields/types.ts'
import { type EditScope, isExternal, recordTypeOf } from './edit-scope.ts'
import { judgeValue } from './judge-field.ts'
import { tidy } from './tidy.ts'

type Values = Record<string, Json | undefined>
type Case = { record: RecordDocument; scope: EditScope }

/** The element as it will be stored (null: it goes), or what is wrong with it, each problem at `path/field`. */
export type ElementJudgement = { value: Json } | { problems: FieldProblem[] }

/** Judges adding, changing (the whole element is given) or removing (null) one element. */
export function judgeElement(path: string, given: unknown, { record, scope }: Case): ElementJudgement {
  const [kind = '', elementId = ''] = path.split('/')
  const segment = segmentOf(kind)
  if (!segment || !/^[\w-]{1,40}$/.test(elementId) || elementId === 'primary')
    return refuse(path, 'unknown_field')
  const before = record[path] as Values | undefined
  const hindrance = hindranceOf(segment, { before, given, record, scope })
  if (hindrance) return refuse(path, hindrance)
  if (given === null) return { value: null }
  if (typeof given !== 'object' || Array.isArray(given)) return refuse(path, 'wrong_type')
  return judgeValues(path, { segment, before, given: tidied(given as Values) }, { record, scope })
}

const refuse = (field: string, rule: string): ElementJudgement => ({ problems: [{ field, rule }] })

const tidied = (given: object): Values =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, tidy(value)]))

type Situation = Case & { before: Values | undefined; given: unknown }

/** Why nobody may touch the element now, or undefined (features B5, C4, J1). */
function hindranceOf(segment: Segment, { before, given, record, scope }: Situation): string | undefined {
  const edit = segment.edit ?? 'all'
  if (edit === 'none' || (edit === 'remove' && given !== null)) return 'not_editable'
  if (segment.notForContacts && recordTypeOf(record) === 'CONTACT' && given !== null)
    return 'not_for_record_type'
  const isManaged = before?.['external'] === true && isExternal(record) && !scope.isOpen
  return isManaged ? 'managed_by_sis' : undefined
}

type Draft = { segment: Segment; before: Values | undefined; given: Values }

function judgeValues(
  path: string,
  { segment, before, given }: Draft,
  { record, scope }: Case,
): ElementJudgement {
  const names = segment.fields.map(field => field.name)
  const problems: FieldProblem[] = Object.keys(given)
    .filter(name => !names.includes(name))
    .map(name => ({ field: name, rule: 'unknown_field' }))
  const values = originOf({ segment, before, given }, scope)
  const recordType = recordTypeOf(record)
  for (const field of segment.fields.filter(one => !one.machine)) {
    const value = given[field.name] ?? companionOf(field, given, { segment, scope }) ?? null
    values[field.name] = value
    if (value === null && field.required) problems.push({ field: field.name, rule: 'required' })
    // What was stored before is not judged again: a code may have been switched off since.
    if (value === null || (before && isDeepStrictEqual(value, before[field.name]))) continue
    const problem =
      judgeValue(field, value, { recordType, scope }) ?? judgePair(field, values, { segment, scope })
    if (problem) problems.push(problem)
  }
  if (hasOwner(segment)) problems.push(...judgeOwner({ before, given }, record))
  if (problems.length > 0)
    return { problems: problems.map(one => ({ ...one, field: `${path}/${one.field}` })) }
  return { value: completeElement(segment.kind, values) }
}

/** What the machine knows about the element stays; a new one is made now, by the actor. */
function originOf({ segment, before, given }: Draft, scope: EditScope): Values {
  const made = { external: given['external'], created_by: scope.actor, created_at: scope.moment }
  const source: Values = before ?? made
  const names = segment.fields.filter(field => field.machine).map(field => field.name)
  return Object.fromEntries(names.map(name => [name, source[name]]))
}

const hasOwner = (segment: Segment) => segment.fields.some(field => field.name === 'external')

/** Only an external account takes external elements, and an element never changes sides (features C4). */
function judgeOwner(
  { before, given }: Pick<Draft, 'before' | 'given'>,
  record: RecordDocument,
): FieldProblem[] {
  const wanted = given['external']
  if (wanted === undefined || wanted === null) return []
  if (typeof wanted !== 'boolean') return [{ field: 'external', rule: 'wrong_type' }]
  if (before)
    return wanted === (before['external'] === true) ? [] : [{ field: 'external', rule: 'owner_is_fixed' }]
  return wanted && !isExternal(record) ? [{ field: 'external', rule: 'external_on_internal' }] : []
}

type Companions = { segment: Segment; scope: EditScope }

/** The value that the deciding field leaves no choice about. */
function companionOf(field: ElementField, given: Values, where: Companions): Json | undefined {
  const allowed = companionsOf(field, given, where)
  return allowed?.length === 1 ? allowed[0] : undefined
}

function judgePair(field: ElementField, values: Values, where: Companions): FieldProblem | null {
  const allowed = companionsOf(field, values, where)
  const isWrong = allowed !== undefined && !allowed.includes(String(values[field.name]))
  return isWrong ? { field: field.name, rule: 'not_with_the_other' } : null
}

function companionsOf(field: ElementField, values: Values, { segment, scope }: Companions) {
  const decider = segment.fields.find(one => one.name === field.decidedBy)
  const code = decider && values[decider.name]
  return typeof code === 'string' ? scope.codes.companions(decider!.codeTable!, code, field.name) : undefined
}
