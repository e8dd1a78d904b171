import { type RawBuilder, sql } from 'kysely'
import { type FieldChange, removableKinds } from '../../contract/bulk-update.ts'
import { copiedIds } from '../../contract/copied-blocks.ts'
import type { Filter } from '../../contract/filter.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { isForInstitution } from '../../contract/roles.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { segmentOf } from '../fields/catalogue.ts'
import type { CodeIndex } from '../fields/check-value.ts'
import type { Segment } from '../fields/types.ts'
import { type FilterScope, matchingPaths } from '../filters/compile.ts'
import { readCodeTables } from '../institutions/code-tables.ts'
import { granterOf } from '../rules/edit-scope.ts'

/** The field that says what kind of note, block, … an element is. */
export const mainFieldOf = ({ fields }: Segment) =>
  fields.find(field => field.type === 'code' && field.required)!

/** The field of an element that says to which library it belongs: a role is good there, anything else is owned. */
const libraryFieldOf = ({ kind }: Segment): string => (kind === 'role' ? 'scope' : 'owner')

/** Elements of a library; what belongs to nobody, or to the institution by name, belongs to the institution. */
export function ofLibrary(kind: string, library: string | null | undefined, institutionCode: string): Filter {
  const field = libraryFieldOf(segmentOf(kind)!)
  if (!isForInstitution(library, institutionCode)) return { field, op: 'eq', value: library! }
  return {
    or: [
      { field, op: 'empty' },
      { field, op: 'eq', value: institutionCode },
    ],
  }
}

/** What is wrong with a change that removes or disables elements. */
export function checkTaking(
  { field, value, condition, library }: FieldChange,
  codes: CodeIndex,
  institutionCode: string,
): FieldProblem[] {
  const isKnown = condition === 'disable' ? field === 'block' || field === 'phone' : isRemovable(field)
  if (!isKnown) return [{ field, rule: 'unknown_field' }]
  if (value !== null && (field === 'phone' || !Array.isArray(value))) return [{ field, rule: 'wrong_type' }]
  if (library === undefined) return []
  if (field === 'phone') return [{ field: `${field}/owner`, rule: 'unknown_field' }]
  const isLibrary = isForInstitution(library, institutionCode) || codes.get('Libraries')?.has(library)
  return isLibrary ? [] : [{ field: `${field}/${libraryFieldOf(segmentOf(field)!)}`, rule: 'unknown_code' }]
}

export const isRemovable = (field: string): boolean => removableKinds.some(kind => kind === field)

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
  const mine = chosen.filter(({ code }) => mayTake({ type: code, scope: change.library ?? null }))
  return { ...change, condition: 'remove', value: mine.map(({ code }) => code) }
}

/** What a change that takes elements goes by: elements like those in `spared` stay, for the same job adds them. */
type Taking = { institutionCode: string; spared: readonly Filter[] }

/**
 * The elements that a change takes, or disables, as a condition on them; what the student system owns stays, for its next
 * load would bring it again.
 */
function takenElements(
  { field, value, condition, library }: FieldChange,
  { institutionCode, spared }: Taking,
): Filter {
  const segment = segmentOf(field)!
  const named: Filter = { field: mainFieldOf(segment).name, op: 'in', value: value as string[] }
  const isExternal: Filter = { field: 'external', op: 'eq', value: true }
  const hasOrigin = segment.fields.some(one => one.name === 'external')
  return {
    and: [
      ...(value === null ? [] : [condition === 'remove_others' ? { not: named } : named]),
      ...(hasOrigin ? [{ not: isExternal }] : []),
      ...(library === undefined ? [] : [ofLibrary(field, library, institutionCode)]),
      ...spared.map(not => ({ not })),
    ],
  }
}

/** A block that was copied is changed where it was given, and would come again. */
const notCopied = sql`not starts_with(path, ${`block/${copiedIds}`})`

/** The elements that go as a patch. */
export function removalPatch(
  change: FieldChange,
  scope: FilterScope,
  taking: Taking = { institutionCode: '', spared: [] },
): RawBuilder<unknown> {
  const paths = matchingPaths({ some: change.field, where: takenElements(change, taking) }, scope)
  return sql`coalesce((select jsonb_object_agg(path, 'null'::jsonb) from (${paths}) p where ${notCopied}), '{}')`
}

/** Active blocks that the change is about, inactive, as a patch (facts: alma-behaviour §3.1). */
export function disablingPatch(change: FieldChange, scope: FilterScope, taking: Taking): RawBuilder<unknown> {
  const isActive: Filter = { field: 'status', op: 'eq', value: 'ACTIVE' }
  const where: Filter = { and: [takenElements(change, taking), isActive] }
  const found = matchingPaths({ some: change.field, where }, scope)
  return sql`coalesce((select jsonb_object_agg(path, element || '{"status": "INACTIVE"}')
    from (${found}) p where ${notCopied}), '{}')`
}
