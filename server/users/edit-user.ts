import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { FieldProblem } from '../../contract/problem.ts'
import type { UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { fieldNamed } from '../fields/catalogue.ts'
import { type CodeIndex, checkValue } from '../fields/check-value.ts'
import type { Json, Patch } from '../fields/document.ts'
import { readCodeIndex } from '../institutions/code-tables.ts'
import { readUser } from './read-user.ts'

export type EditInput = { userId: number; revision: number; values: Record<string, unknown> }

/** Mandatory on the screen (features B3). */
const mandatory = ['primary_id', 'first_name', 'last_name']
/** The record editor does not set these in the past (features B2); a task may. */
const notInPast = ['expiry_date', 'purge_date']

/** Changes general information of one user; refused if somebody else saved since the revision that the editor read. */
export async function editUser(ctx: Context, input: EditInput): Promise<UserRecord> {
  requirePermission(ctx, 'users.edit')
  if ('status' in input.values) requirePermission(ctx, 'users.deactivate')
  return ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    const current = await readUser(inner, input.userId)
    if (current.summary.isProtected) throw appError('protected_account')
    const patch = await checkedPatch(inner, current, input.values)
    if (current.revision !== input.revision) throw await conflict(inner, current, input.revision)
    if (Object.keys(patch).length === 0) return current
    const changeSet = await openChangeSet(inner, { source: 'screen' })
    const patches = patchRelation([{ userId: input.userId, patch, expectedRevision: input.revision }])
    const written = await writePatches(inner, changeSet, patches)
    const after = await readUser(inner, input.userId)
    if (written.length === 0) throw await conflict(inner, after, input.revision)
    return after
  })
}

/** The values that differ from the record, checked; every problem is named at its field. */
async function checkedPatch(
  ctx: Context,
  current: UserRecord,
  values: Record<string, unknown>,
): Promise<Patch> {
  const codes = await readCodeIndex(ctx)
  const scope = { codes, today: dateIn(ctx.institution.timeZone, ctx.now()), current }
  const patch: Patch = {}
  const problems: FieldProblem[] = []
  for (const [name, raw] of Object.entries(values)) {
    const value = tidy(raw)
    if (isDeepStrictEqual(value, current.values[name] ?? null)) continue
    const problem = checkEdit(name, value, scope)
    if (problem) problems.push(problem)
    else patch[name] = value
  }
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return patch
}

function tidy(raw: unknown): Json {
  if (typeof raw === 'string') return raw.trim() === '' ? null : raw.trim()
  if (Array.isArray(raw) && raw.length === 0) return null
  return (raw ?? null) as Json
}

type CheckScope = { codes: CodeIndex; today: string; current: UserRecord }

function checkEdit(name: string, value: Json, { codes, today, current }: CheckScope): FieldProblem | null {
  const field = fieldNamed(name)
  if (!field || field.section === 'internal') return { field: name, rule: 'unknown_field' }
  const isExternal = current.values['account_type'] === 'EXTERNAL'
  if (field.readOnly || (isExternal && field.external !== 'sticky'))
    return { field: name, rule: 'not_editable' }
  if (field.notForContacts && current.values['record_type'] === 'CONTACT')
    return { field: name, rule: 'not_editable' }
  if (value === null)
    return mandatory.includes(name) || field.fallback !== undefined ? { field: name, rule: 'required' } : null
  if (notInPast.includes(name) && typeof value === 'string' && value < today)
    return { field: name, rule: 'date_in_past' }
  return checkValue(field, value, codes)
}

/** What the others saved since the editor read the record, newest value per path. */
async function conflict(ctx: Context, current: UserRecord, revision: number) {
  const { rows } = await sql<{ path: string; value: Json; actor: string; at: Date }>`
    select distinct on (n.key) n.key as path, n.value, c.actor_name as actor, h.at
    from user_history h
    join change_set c on c.institution_id = h.institution_id and c.change_set_id = h.change_set_id
    cross join lateral jsonb_each(h.new) n
    where h.institution_id = ${ctx.institution.institutionId} and h.user_id = ${current.userId}
      and h.revision > ${revision}
    order by n.key, h.revision desc`.execute(ctx.db)
  const changes = rows
    .filter(row => fieldNamed(row.path)?.section !== 'internal')
    .map(({ path, value, actor, at }) => ({
      path,
      actor,
      at,
      ...(fieldNamed(path)?.sensitive ? {} : { value }),
    }))
  return appError('conflict', { revision: current.revision, changes })
}
