import { isDeepStrictEqual } from 'node:util'
import { type RawBuilder, sql } from 'kysely'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { RecordType } from '../../contract/configuration.ts'
import type { Filter } from '../../contract/filter.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context } from '../context.ts'
import { segmentOf } from '../fields/catalogue.ts'
import type { Json } from '../fields/document.ts'
import { compileFilter, type FilterScope, matchingPaths } from '../filters/compile.ts'
import type { EditScope } from '../rules/edit-scope.ts'
import { requireFieldRights } from '../rules/field-rights.ts'
import { judgeElement } from '../rules/judge-element.ts'
import { isRemovable, mainFieldOf, ofLibrary } from './removals.ts'
import { changesOf, wayOf } from './way-of.ts'

/** An addition as it will be carried out: the whole element, and the record types that cannot have it. */
export type Addition = FieldChange & { values: Record<string, Json>; notFor?: RecordType[] }

const recordTypes: readonly RecordType[] = ['PUBLIC', 'STAFF', 'CONTACT']

/**
 * Judges an element once for all to whom it is added, by the rules of a single edit. What is right for some record types is
 * added to these. It belongs to the institution, not to the student system, whose loads would take it away again.
 */
export function judgeAddition(
  ctx: Context,
  { field, condition, values = {} }: FieldChange,
  scope: EditScope,
): { change: Addition } | { problems: FieldProblem[] } {
  if (!isRemovable(field)) return { problems: [{ field, rule: 'unknown_field' }] }
  requireFieldRights(ctx, [field])
  const judged = recordTypes.map(recordType => ({
    recordType,
    judgement: judgeElement(`${field}/new`, values, {
      record: { record_type: recordType, account_type: 'INTERNAL' },
      scope,
    }),
  }))
  const notFor = judged.flatMap(({ recordType, judgement }) => ('problems' in judgement ? recordType : []))
  const fit = judged.find(({ judgement }) => 'value' in judgement)?.judgement
  if (fit && 'value' in fit) {
    const change = { field, value: null, condition, values: fit.value as Record<string, Json> }
    return { change: notFor.length > 0 ? { ...change, notFor } : change }
  }
  const problems = judged.flatMap(({ judgement }) => ('problems' in judgement ? judgement.problems : []))
  const path = (name: string) => name.replace('/new', '')
  const first = problems.filter(one => one.rule !== 'not_for_record_type')
  const told = first.length > 0 ? first : problems
  return {
    problems: told
      .filter((one, index) => told.findIndex(two => isDeepStrictEqual(one, two)) === index)
      .map(one => ({ ...one, field: path(one.field) })),
  }
}

/** Elements that are the same as a new one and count now: of the same type, for the same library, the same words of notes. */
function sameElements({ field, values }: Addition, institutionCode: string): Filter {
  const segment = segmentOf(field)!
  const has = (name: string) => segment.fields.some(one => one.name === name)
  const equal = [mainFieldOf(segment).name, ...(field === 'note' ? ['text'] : [])]
  return {
    and: [
      ...equal.map((name): Filter => ({ field: name, op: 'eq', value: values[name] as string })),
      ofLibrary(field, (values['scope'] ?? values['owner']) as string | undefined, institutionCode),
      ...(has('status') ? [{ field: 'status', op: 'eq', value: 'ACTIVE' } as const] : []),
      ...(has('expiry_date') ? [notOver] : []),
    ],
  }
}

/** Elements of a kind that the job would add if they were not there. */
export const elementsLikeAdded = (kind: string, { changes, institutionCode }: AddingJob): Filter[] =>
  changesOf('addition', changes)
    .filter(change => change.field === kind)
    .map(change => sameElements(change as Addition, institutionCode))

const notOver: Filter = {
  or: [
    { field: 'expiry_date', op: 'empty' },
    { field: 'expiry_date', op: 'gte', value: { daysFromToday: 0 } },
  ],
}

export type AddingJob = { taskId: number; changes: readonly FieldChange[]; institutionCode: string }

/** Ids follow from job, addition and user: whoever plans the job again plans the same elements. */
const pathOf = ({ field }: FieldChange, index: number, taskId: number): RawBuilder<string> =>
  sql`(${`${field}/`}::text || md5(${`${taskId}:${index}:`}::text || u.user_id::text))`

const additionsIn = ({ changes }: AddingJob) =>
  changes.flatMap((change, index) =>
    wayOf(change) === 'addition' ? [[change as Addition, index] as const] : [],
  )

/** What everybody gets who does not have it, as patches. Who has it is found once for all, not user by user. */
export const additionPatches = (job: AddingJob, scope: FilterScope): RawBuilder<unknown>[] =>
  additionsIn(job).map(([addition, index]) => {
    const where = sameElements(addition, job.institutionCode)
    return sql`case when ${compileFilter({ some: addition.field, where }, scope)} then '{}'
      else jsonb_build_object(${pathOf(addition, index, job.taskId)}, ${JSON.stringify(addition.values)}::jsonb) end`
  })

/** Whether `u` got one of the elements that the plan `planned` adds from somebody else in the meantime. */
export function hasMeanwhile(
  job: AddingJob,
  planned: RawBuilder<unknown>,
  scope: FilterScope,
): RawBuilder<boolean> {
  const each = additionsIn(job).map(([addition, index]) => {
    const where = sameElements(addition, job.institutionCode)
    return sql`(${planned} ? ${pathOf(addition, index, job.taskId)}
      and exists (${matchingPaths({ some: addition.field, where }, scope)}))`
  })
  return each.length > 0 ? sql`(${sql.join(each, sql` or `)})` : sql`false`
}
