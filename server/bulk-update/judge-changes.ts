import { isDeepStrictEqual } from 'node:util'
import type { FieldChange } from '../../contract/bulk-update.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { type CodeIndex, checkValue } from '../fields/check-value.ts'
import { readCodeIndex } from '../institutions/code-tables.ts'
import { type EditScope, readEditScope } from '../rules/edit-scope.ts'
import { judgeAddition } from './additions.ts'
import { checkCodes, clashOfCodes } from './code-lists.ts'
import { allowedRemoval, checkTaking } from './removals.ts'
import { wayOf } from './way-of.ts'

/**
 * Checks every change once, not for every user, and gives them as they will be carried out. A bulk task may set dates in
 * the past (features B2). Throws `invalid_values` with all that is wrong, and `forbidden` for what the actor may not do.
 */
export async function judgeChanges(ctx: Context, changes: readonly FieldChange[]): Promise<FieldChange[]> {
  const scope = await readEditScope(ctx, { isOpen: true })
  const codes = await readCodeIndex(ctx)
  const judged = changes.map(change => judgeChange(ctx, change, { scope, codes }))
  const problems = [
    ...judged.flatMap(one => ('problems' in one ? one.problems : [])),
    ...changes
      .filter((one, index) => changes.slice(0, index).some(two => clash(one, two)))
      .map(({ field }) => ({ field, rule: 'repeated' })),
  ]
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const allowed: FieldChange[] = []
  for (const one of judged) {
    if (!('change' in one)) continue
    allowed.push(wayOf(one.change) === 'removal' ? await allowedRemoval(ctx, one.change) : one.change)
  }
  return allowed
}

type Judged = { change: FieldChange } | { problems: FieldProblem[] }
type Rules = { scope: EditScope; codes: CodeIndex }

function judgeChange(ctx: Context, change: FieldChange, { scope, codes }: Rules): Judged {
  const way = wayOf(change)
  if (way === 'addition') return judgeAddition(ctx, change, scope)
  if (way === 'account') requirePermission(ctx, 'users.toggle')
  const problems = {
    list: () => checkCodes(change, codes),
    removal: () => checkTaking(change, codes, ctx.institution.code),
    disabling: () => checkTaking(change, codes, ctx.institution.code),
    account: () => checkAccount(change),
    value: () => checkField(change, codes),
  }[way]()
  return problems.length > 0 ? { problems } : { change }
}

/** Fields that a bulk task may set: what staff may edit at all, but not what identifies one person. */
function checkField(change: FieldChange, codes: CodeIndex): FieldProblem[] {
  const field = fieldNamed(change.field)
  if (!field || field.section === 'internal') return [{ field: change.field, rule: 'unknown_field' }]
  if (field.readOnly || field.section === 'names' || field.sensitive)
    return [{ field: field.name, rule: 'not_editable' }]
  const value = change.value === '' ? null : change.value
  if (value === null && field.fallback !== undefined) return [{ field: field.name, rule: 'required' }]
  const problem = checkValue(field, value, codes)
  return problem ? [problem] : []
}

const accountTypes: readonly unknown[] = ['INTERNAL', 'EXTERNAL', 'INTEXTAUTH']

function checkAccount({ field, value, condition }: FieldChange): FieldProblem[] {
  if (!accountTypes.includes(value)) return [{ field, rule: 'unknown_code' }]
  return condition === 'always' ? [] : [{ field, rule: 'not_editable' }]
}

/** Whether two changes are about the same. Elements may come and go in one job, and codes of a list as well. */
function clash(one: FieldChange, two: FieldChange): boolean {
  if (one.field !== two.field) return false
  const ways = [wayOf(one), wayOf(two)]
  if (ways.every(way => way === 'list')) return clashOfCodes(one, two)
  if (ways.every(way => way === 'addition')) return isDeepStrictEqual(one.values, two.values)
  return !ways.includes('addition')
}
