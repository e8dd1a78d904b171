import { isDeepStrictEqual } from 'node:util'
import type { FieldProblem } from '../../contract/problem.ts'
import { requirePermission } from '../access/require-permission.ts'
import { recordForEdit } from '../changes/record-for-edit.ts'
import type { Context } from '../context.ts'
import { replacePassword } from '../credentials/change-password.ts'
import { hasPassword, passwordProblems } from '../credentials/password-rules.ts'
import { inTransaction } from '../db/transaction.ts'
import { momentText } from '../fields/complete.ts'
import type { Patch, RecordDocument } from '../fields/document.ts'
import { type EditScope, readEditScope } from '../rules/edit-scope.ts'
import { requireFieldRights } from '../rules/field-rights.ts'
import { judgeEdit } from '../rules/judge-edit.ts'
import { applied } from '../rules/judge-record.ts'
import { judgeRecordType } from '../rules/judge-record-type.ts'
import { refuseMightier } from '../rules/refuse-mightier.ts'
import { writeJudged } from './edit-user.ts'
import { namingValues, refusedValues } from './program-values.ts'
import { retryingNames } from './retrying-names.ts'

/** What a program makes of a record as it stands. */
export type Replacement = {
  /** Record type, account type and owner where they change; it is for the program's door to say what may become what. */
  stated: Patch
  /** Path → value, only what differs; null clears a field or removes an element. */
  edit: Record<string, unknown>
  /** What is remembered about fields that the student system may bring again. */
  remembered: Patch
  /** Empty: the old one stays. */
  password?: string | undefined
  /** What rules of the institution add, once the record is judged. */
  completes?: (after: RecordDocument, ctx: Context, scope: EditScope) => Promise<Patch>
}

export type ReplaceInput = {
  userId: number
  replacementOf: (record: RecordDocument, ctx: Context, scope: EditScope) => Promise<Replacement>
}

/**
 * Replaces a record as a whole, for programs: whatever stands at that moment, so that of two who replace it at once the
 * last one's is there, and nothing of the other's. Gives what changed; if nothing does, nothing is written.
 */
export async function replaceUser(ctx: Context, input: ReplaceInput): Promise<Patch> {
  requirePermission(ctx, 'users.edit')
  return retryingNames(() => replace(ctx, input))
}

function replace(ctx: Context, input: ReplaceInput): Promise<Patch> {
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const current = await recordForEdit(inner, input.userId)
    const scope = await readEditScope(inner, { isOpen: true, isProgram: true })
    const replacement = await input.replacementOf(current.document, inner, scope)
    const patch = await judge(inner, { record: current.document, replacement, scope })
    const { password } = replacement
    if (password !== undefined) {
      refuseMightier(inner, current.document)
      patch['password_changed_at'] = momentText(inner.now())
    }
    if (Object.keys(patch).length === 0) return patch
    const given = { edit: patch, recordType: patch['record_type'] ?? current.document['record_type'] }
    await namingValues(given, () => writeJudged(inner, current, patch))
    if (password !== undefined) await replacePassword(inner, { userId: input.userId, password })
    return patch
  })
}

type Case = { record: RecordDocument; replacement: Replacement; scope: EditScope }

async function judge(ctx: Context, { record, replacement, scope }: Case): Promise<Patch> {
  const { stated, edit, remembered, completes } = replacement
  requireFieldRights(ctx, Object.keys(edit))
  if ('account_type' in stated) requirePermission(ctx, 'users.toggle')
  const meant = applied(record, stated)
  const { patch, problems } = judgeEdit(meant, edit, scope)
  const after = applied(meant, patch)
  problems.push(...problemsOfPassword(ctx, after, replacement.password))
  if ('record_type' in stated) problems.push(...judgeRecordType(after, patch, scope))
  if (problems.length > 0)
    throw refusedValues(problems, { edit: { ...after, ...edit }, recordType: after['record_type'] })
  const whole = { ...stated, ...patch, ...remembered }
  return differing(record, { ...whole, ...(await completes?.(after, ctx, scope)) })
}

function problemsOfPassword(
  ctx: Context,
  after: RecordDocument,
  password: string | undefined,
): FieldProblem[] {
  if (password === undefined) return []
  requirePermission(ctx, 'users.set_password')
  return hasPassword(after['account_type'], ctx.institution.settings)
    ? passwordProblems(password, String(after['primary_id']))
    : [{ field: 'password', rule: 'no_password_here' }]
}

const differing = (record: RecordDocument, patch: Patch): Patch =>
  Object.fromEntries(
    Object.entries(patch).filter(([path, value]) => !isDeepStrictEqual(value, record[path] ?? null)),
  )
