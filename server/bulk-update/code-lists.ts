import { type RawBuilder, sql } from 'kysely'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { type CodeIndex, checkValue } from '../fields/check-value.ts'

/** What is wrong with codes that are added to a list or removed from it; any code may go. */
export function checkCodes({ field, value, condition }: FieldChange, codes: CodeIndex): FieldProblem[] {
  if (!Array.isArray(value) || value.length === 0) return [{ field, rule: 'wrong_type' }]
  if (new Set(value).size < value.length) return [{ field, rule: 'repeated' }]
  const isNew = condition === 'add' || fieldNamed(field)!.type === 'notices'
  const problem = isNew && checkValue({ ...fieldNamed(field)!, type: 'codes' }, value, codes)
  return problem ? [problem] : []
}

/** Whether two changes of one list contradict or repeat each other. */
export function clashOfCodes(one: FieldChange, two: FieldChange): boolean {
  const [some, others] = [one.value, two.value] as [string[], string[]]
  return one.condition === two.condition || some.some(code => others.includes(code))
}

/** The lists as they become, one patch for all changes of one list. A list that stays as it is stays to the letter. */
export function listPatches(changes: readonly FieldChange[]): RawBuilder<unknown>[] {
  const byField = Map.groupBy(changes, change => change.field)
  return [...byField].map(([field, all]) => {
    const before = sql.ref(`u.${field}`)
    const empty = sql.lit(fieldNamed(field)!.type === 'notices' ? '{}' : '[]')
    const list = sql`coalesce(${before}, ${empty}::jsonb)`
    const after = all.reduce((sofar, change) => changed(sofar, change), list)
    return sql`(select jsonb_build_object(${sql.lit(field)}::text, case when l.before = l.after then ${before}
      else nullif(l.after, ${empty}::jsonb) end) from (select ${list} as before, ${after} as after) l)`
  })
}

/** Letters are wanted or not; of other lists a code is there or not. */
function changed(list: RawBuilder<unknown>, { field, value, condition }: FieldChange): RawBuilder<unknown> {
  const codes = value as string[]
  if (fieldNamed(field)!.type === 'notices') {
    const answers = Object.fromEntries(codes.map(code => [code, condition === 'add']))
    return sql`(${list} || ${JSON.stringify(answers)}::jsonb)`
  }
  const without = sql`(${list} - ${sql.val(codes)}::text[])`
  if (condition === 'remove') return without
  return sql`(${list} || (${JSON.stringify(codes)}::jsonb - array(select jsonb_array_elements_text(${list}))))`
}
