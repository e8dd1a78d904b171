import type { FieldProblem } from '../../contract/problem.ts'
import type { UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { type RecordForEdit, recordForEdit } from '../changes/record-for-edit.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import type { Patch, RecordDocument } from '../fields/document.ts'
import { type EditScope, readEditScope } from '../rules/edit-scope.ts'
import { requireFieldRights } from '../rules/field-rights.ts'
import { judgeEdit } from '../rules/judge-edit.ts'
import { identifierIn } from '../rules/judge-record.ts'
import { leftToSis } from '../rules/left-to-sis.ts'
import { socialLoginAt } from '../rules/social-login.ts'
import { type AccountType, toggledAccount } from '../rules/toggle-account-type.ts'
import { conflictSince } from './conflict.ts'
import { readUser } from './read-user.ts'
import { refuseProxies } from './refuse-proxies.ts'
import { guardWaysIn } from './ways-in.ts'

export type EditInput = {
  userId: number
  revision: number
  values: Record<string, unknown>
  openForUpdate?: boolean
  leaveToSis?: string[]
  correctsDates?: boolean
}

/** Changes one record; refused if somebody else saved since the revision that the editor read. */
export async function editUser(ctx: Context, input: EditInput): Promise<UserRecord> {
  requirePermission(ctx, 'users.edit')
  if (input.correctsDates) requirePermission(ctx, 'users.correct')
  requireFieldRights(ctx, Object.keys(input.values))
  return writeEdit(ctx, input, (record, scope) => {
    const { patch, problems } = judgeEdit(record, input.values, scope)
    if (problems.length > 0) throw appError('invalid_values', { problems })
    return { ...patch, ...leftToSis(record, patch, input.leaveToSis ?? []) }
  })
}

export type ToggleInput = { userId: number; revision: number; accountType: AccountType }

/** Makes an internal account external, or the other way round (features J4). */
export async function toggleAccountType(ctx: Context, input: ToggleInput): Promise<UserRecord> {
  requirePermission(ctx, 'users.toggle')
  return writeEdit(ctx, input, record => toggledAccount(record, input.accountType))
}

/** Takes the logins of social networks from a person, who then signs in otherwise (features B11). */
export async function detachSocial(
  ctx: Context,
  input: { userId: number; revision: number },
): Promise<UserRecord> {
  requirePermission(ctx, 'users.edit')
  return writeEdit(ctx, input, (record, scope) => {
    const logins = Object.keys(record).filter(path => socialLoginAt(path, record, scope.codes.isSocial))
    return Object.fromEntries(logins.map(path => [path, null]))
  })
}

type Edit = { userId: number; revision: number; openForUpdate?: boolean; correctsDates?: boolean }

/** Writes what `judge` makes of the record as it stands, in one transaction. */
async function writeEdit(
  ctx: Context,
  { userId, revision, openForUpdate = false, correctsDates = false }: Edit,
  judge: (record: RecordDocument, scope: EditScope) => Patch,
): Promise<UserRecord> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const current = await recordForEdit(inner, userId)
    const conflict = await conflictSince(inner, current, revision)
    if (conflict) throw conflict
    const patch = judge(
      current.document,
      await readEditScope(inner, { isOpen: openForUpdate, correctsDates }),
    )
    if (Object.keys(patch).length === 0) return readUser(inner, userId)
    await writeJudged(inner, current, patch)
    return readUser(inner, userId)
  })
}

/** Writes a judged patch of a record that is locked, unless it takes a way in, a name or a proxy that it may not. */
export async function writeJudged(
  ctx: Context,
  { userId, revision, document }: RecordForEdit,
  patch: Patch,
): Promise<void> {
  const patches = patchRelation([{ userId, patch, expectedRevision: revision }])
  await guardWaysIn(ctx, { document, patch })
  await refuseTaken(ctx, { userId, patch })
  await refuseProxies(ctx, { userId, patch })
  await writePatches(ctx, await openChangeSet(ctx, { source: 'screen' }), patches)
}

/** Names the identifier that somebody has already; the unique key stands behind it when two write at once. */
export async function refuseTaken(ctx: Context, one: { userId: number; patch: Patch }): Promise<void> {
  const taken = (await takenIdentifiers(ctx, patchRelation([one]).rows)).get(one.userId)
  if (taken === undefined) return
  const problems = Object.entries(one.patch)
    .filter(([path, value]) => identifierIn(path, value) === taken)
    .map(
      ([path]): FieldProblem => ({
        field: path === 'primary_id' ? path : `${path}/value`,
        rule: 'identifier_taken',
      }),
    )
  throw appError('identifier_taken', { problems })
}
