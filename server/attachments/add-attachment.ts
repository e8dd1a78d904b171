import { randomUUID } from 'node:crypto'
import type { RecordType } from '../../contract/configuration.ts'
import type { Element } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { recordForEdit } from '../changes/record-for-edit.ts'
import { writeFile } from '../changes/write-file.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { segmentOf } from '../fields/catalogue.ts'
import { isUnseen } from '../fields/owned.ts'
import type { HeldUpload } from '../http/hold-upload.ts'
import { readEditScope, recordTypeOf } from '../rules/edit-scope.ts'
import { judgeValue } from '../rules/judge-field.ts'
import { mediaTypeOf } from './media-type.ts'
import { isRefused } from './refused-types.ts'

const { fields } = segmentOf('attachment')!
const longestName = fields.find(field => field.name === 'file_name')!.maxLength!

/** Attaches a file to a user (features H2); throws `file_kind_refused` for what would run when somebody opens it. */
export async function addAttachment(ctx: Context, input: HeldUpload & { userId: number }): Promise<Element> {
  requirePermission(ctx, 'users.edit')
  const { userId, content } = input
  if (isRefused(input)) throw appError('file_kind_refused')
  const mediaType = await mediaTypeOf(content)
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const recordType = recordTypeOf((await recordForEdit(inner, userId)).document)
    const values = { ...(await judged(inner, recordType, input.fields)), file_name: nameOf(input) }
    const path = `attachment/${randomUUID()}`
    return writeFile(inner, { userId, path, mediaType, content, values })
  })
}

/** The name has lost its path and its control characters on the way in. */
const nameOf = ({ fileName }: HeldUpload): string =>
  fileName.slice(0, longestName).toWellFormed().trim() || 'file'

/** What staff say about the file; throws `invalid_values`. */
async function judged(
  ctx: Context,
  recordType: RecordType,
  given: ReadonlyMap<string, string>,
): Promise<Record<string, string>> {
  const scope = await readEditScope(ctx, { isOpen: false })
  const values = [...given].map(([name, text]): [string, string] => [name, text.trim()])
  const problems = values.flatMap(([name, value]) => {
    const field = fields.find(one => one.name === name && !one.machine)
    if (!field) return [{ field: name, rule: 'unknown_field' }]
    return value === '' ? [] : (judgeValue(field, value, { recordType, scope }) ?? [])
  })
  if (isUnseen('attachment/new', Object.fromEntries(values), scope.libraries))
    problems.push({ field: 'owner', rule: 'not_your_library' })
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return Object.fromEntries(values)
}
