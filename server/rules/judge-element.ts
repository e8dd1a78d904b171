import { isDeepStrictEqual } from 'node:util'
import { isCopiedBlock } from '../../contract/copied-blocks.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { segmentOf, splitPath } from '../fields/catalogue.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { isUnseen } from '../fields/owned.ts'
import type { ElementField, Segment } from '../fields/types.ts'
import { type EditScope, isExternal, recordTypeOf } from './edit-scope.ts'
import { judgeValue } from './judge-field.ts'
import { heldRole, judgeRole, statusDate } from './judge-role.ts'
import { socialLoginAt } from './social-login.ts'
import { tidy } from './tidy.ts'

type Values = Record<string, Json | undefined>
type Case = { record: RecordDocument; scope: EditScope }

/** The element as it will be stored (null: it goes), or what is wrong with it, each problem at `path/field`. */
export type ElementJudgement = { value: Json } | { problems: FieldProblem[] }

/** Judges adding, changing (the whole element is given) or removing (null) one element. */
export function judgeElement(path: string, given: unknown, { record, scope }: Case): ElementJudgement {
  const { kind, elementId = '' } = splitPath(path)
  const segment = segmentOf(kind)
  if (!segment || !/^[\w-]{1,40}$/.test(elementId) || elementId === 'primary')
    return refuse(path, 'unknown_field')
  const before = record[path] as Values | undefined
  // Nobody who edits on a screen has seen it.
  const isHidden =
    (!scope.isProgram && socialLoginAt(path, record, scope.codes.isSocial) !== undefined) ||
    isUnseen(path, record[path], scope.libraries)
  const hindrance = isHidden ? 'not_editable' : hindranceOf(segment, { path, before, given, record, scope })
  if (hindrance) return refuse(path, hindrance)
  if (given === null) return { value: null }
  if (typeof given !== 'object' || Array.isArray(given)) return refuse(path, 'wrong_type')
  return judgeValues(path, { segment, before, given: tidied(segment, given) }, { record, scope })
}

const refuse = (field: string, rule: string): ElementJudgement => ({ problems: [{ field, rule }] })

function tidied({ fields }: Segment, given: object): Values {
  const typeOf = (name: string) => fields.find(field => field.name === name)?.type
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, tidy(value, typeOf(name))]))
}

type Situation = Case & { path: string; before: Values | undefined; given: unknown }

/** Why nobody may touch the element now, or undefined (features B5, C4, J1). */
function hindranceOf(
  segment: Segment,
  { path, before, given, record, scope }: Situation,
): string | undefined {
  const edit = segment.edit ?? 'all'
  if (edit === 'none' || (edit === 'remove' && given !== null)) return 'not_editable'
  if (edit === 'change' && before === undefined) return 'not_editable'
  if (segment.notForContacts && recordTypeOf(record) === 'CONTACT' && given !== null)
    return 'not_for_record_type'
  if (isCopiedBlock(path)) return 'copied_block'
  // Their sponsors are theirs for ever (seed 002, fulfillment proxies).
  if (before?.['fulfillment'] === true) return 'fulfillment_proxy'
  if (segment.kind === 'role' && before && !scope.mayGrant(heldRole(before))) return 'role_not_yours'
  const isManaged = before?.['external'] === true && isExternal(record) && !scope.isOpen
  return isManaged ? 'managed_by_sis' : undefined
}

type Draft = { segment: Segment; before: Values | undefined; given: Values }

function judgeValues(path: string, draft: Draft, { record, scope }: Case): ElementJudgement {
  const { segment, before, given } = draft
  const names = segment.fields.map(field => field.name)
  const editable = segment.fields.filter(field => !field.machine)
  const judged = scope.isProgram ? segment.fields : editable
  const values = originOf(draft, scope)
  for (const field of editable)
    values[field.name] = given[field.name] ?? companionOf(field, given, { segment, scope }) ?? null
  const judgeOne = (field: ElementField): FieldProblem | null => {
    const value = values[field.name] ?? null
    if (value === null) return isNeeded(field, before) ? { field: field.name, rule: 'required' } : null
    // What was stored before is not judged again: a code may have been switched off since.
    const isKept = before !== undefined && isDeepStrictEqual(value, before[field.name])
    const problem = isKept ? null : judgeValue(field, value, { recordType: recordTypeOf(record), scope })
    return problem ?? judgePair(field, { before, values }, { segment, scope })
  }
  const problems = [
    ...Object.keys(given).flatMap(name =>
      names.includes(name) ? [] : { field: name, rule: 'unknown_field' },
    ),
    ...judged.flatMap(field => judgeOne(field) ?? []),
    ...(hasOwner(segment) && !scope.isProgram ? judgeOwner(draft, record) : []),
    ...(isUnseen(path, values as Json, scope.libraries)
      ? [{ field: 'owner', rule: 'not_your_library' }]
      : []),
  ]
  if (problems.length === 0 && segment.kind === 'role') problems.push(...judgeRole({ before, values }, scope))
  if (problems.length > 0)
    return { problems: problems.map(one => ({ ...one, field: `${path}/${one.field}` })) }
  if (segment.kind === 'role') values['status_date'] = statusDate({ before, values }, scope)
  return { value: completeElement(segment.kind, values) }
}

/** Staff say what a feed may leave out, but are not asked for what an element of a feed never had. */
const isNeeded = (field: ElementField, before: Values | undefined): boolean =>
  field.required === true || (field.asked === true && (!before || before[field.name] !== undefined))

/** What the machine knows about the element stays; a new one is made now, by the actor. Programs may say otherwise. */
function originOf({ segment, before, given }: Draft, scope: EditScope): Values {
  const made = { external: given['external'], created_by: scope.actor, created_at: scope.moment }
  const source: Values = { ...(before ?? made), ...(scope.isProgram ? statedOrigin(given) : {}) }
  const names = segment.fields.filter(field => field.machine).map(field => field.name)
  return Object.fromEntries(names.map(name => [name, source[name]]))
}

const statedOrigin = (given: Values): Values =>
  Object.fromEntries(
    ['external', 'created_by', 'created_at'].flatMap(name =>
      given[name] == null ? [] : [[name, given[name]]],
    ),
  )

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

type Versions = { before: Values | undefined; values: Values }

/** A pair that stood before is not judged again, either. */
function judgePair(
  field: ElementField,
  { before, values }: Versions,
  where: Companions,
): FieldProblem | null {
  const allowed = companionsOf(field, values, where)
  const isKept = [field.name, field.decidedBy!].every(name => before?.[name] === values[name])
  const isWrong = allowed !== undefined && !isKept && !allowed.includes(String(values[field.name]))
  return isWrong ? { field: field.name, rule: 'not_with_the_other' } : null
}

function companionsOf(field: ElementField, values: Values, { segment, scope }: Companions) {
  const decider = segment.fields.find(one => one.name === field.decidedBy)
  const code = decider && values[decider.name]
  return typeof code === 'string' ? scope.codes.companions(decider!.codeTable!, code, field.name) : undefined
}
