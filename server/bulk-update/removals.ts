import { type RawBuilder, sql } from 'kysely'
import { type FieldChange, removableKinds, removals } from '../../contract/bulk-update.ts'
import type { Filter } from '../../contract/filter.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { segmentOf } from '../fields/catalogue.ts'
import type { Segment } from '../fields/types.ts'
import { type FilterScope, matchingPaths } from '../filters/compile.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { granterOf } from '../rules/edit-scope.ts'

export const isRemoval = ({ condition }: FieldChange): boolean => removals.some(one => one === condition)

/** The field that says what kind of note, block, … an element is. */
export const mainFieldOf = ({ fields }: Segment) =>
  fields.find(field => field.type === 'code' && field.required)!

/** What is wrong with a change that removes elements. */
export function checkRemoval({ field, value }: FieldChange): FieldProblem[] {
  if (!removableKinds.some(kind => kind === field)) return [{ field, rule: 'unknown_field' }]
  return value === null || Array.isArray(value) ? [] : [{ field, rule: 'wrong_type' }]
}

/**
 * The change as it will be carried out: of roles only those that the actor may take (features M4). The roles are written
 * down, so that the job does what its plan says whoever runs it.
 */
export async function allowedRemoval(ctx: Context, change: FieldChange): Promise<FieldChange> {
  if (change.field !== 'role') return change
  requirePermission(ctx, 'users.edit_roles')
  const { 'HFrUserRoles.roleType': all = [] } = await readCodeTables(ctx)
  const named = (code: string): boolean => !Array.isArray(change.value) || change.value.includes(code)
  const chosen = all.filter(({ code }) => (change.condition === 'remove' ? named(code) : !named(code)))
  const mayTake = granterOf(ctx)
  const mine = chosen.filter(({ code }) => mayTake({ type: code, scope: null }))
  return { ...change, condition: 'remove', value: mine.map(({ code }) => code) }
}

/** The elements that go as a patch; what the student system owns stays, for its next load would bring it again. */
export function removalPatch(
  { field, value, condition }: FieldChange,
  scope: FilterScope,
): RawBuilder<unknown> {
  const segment = segmentOf(field)!
  const named: Filter = { field: mainFieldOf(segment).name, op: 'in', value: value as string[] }
  const isExternal: Filter = { field: 'external', op: 'eq', value: true }
  const hasOrigin = segment.fields.some(one => one.name === 'external')
  const where: Filter = {
    and: [
      ...(value === null ? [] : [condition === 'remove' ? named : { not: named }]),
      ...(hasOrigin ? [{ not: isExternal }] : []),
    ],
  }
  const paths = matchingPaths({ some: field, where }, scope)
  return sql`coalesce((select jsonb_object_agg(path, 'null'::jsonb) from (${paths}) p), '{}')`
}
