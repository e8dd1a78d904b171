import { randomUUID } from 'node:crypto'
import type { OwnAddress } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { recordForEdit } from '../changes/record-for-edit.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { readEditScope } from '../rules/edit-scope.ts'
import { judgeEdit } from '../rules/judge-edit.ts'

/**
 * People change their own address: the preferred one if it is internal; if it belongs to the student system, a new
 * internal one becomes the preferred one (features C5).
 */
export async function changeOwnAddress(ctx: Context, address: OwnAddress): Promise<void> {
  requirePermission(ctx, 'session.own')
  const { actor } = ctx
  if (actor.kind !== 'staff') throw appError('forbidden', { permission: 'session.own' })
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { userId, document } = await recordForEdit(inner, actor.userId)
    const scope = await readEditScope(inner, { isOpen: false })
    const { patch, problems } = judgeEdit(document, editFor(document, address), scope)
    if (problems.length > 0) throw appError('invalid_values', { problems: problems.map(inOwnWords) })
    if (Object.keys(patch).length === 0) return
    const patches = patchRelation([{ userId, patch }])
    await writePatches(inner, await openChangeSet(inner, { source: 'patron' }), patches)
  })
}

function editFor(record: RecordDocument, address: OwnAddress): Record<string, unknown> {
  const preferred = Object.entries(record)
    .map(([path, value]) => ({ path, values: value as Record<string, Json> }))
    .find(({ path, values }) => path.startsWith('address/') && values['preferred'] === true)
  const isOurs = preferred !== undefined && preferred.values['external'] !== true
  const types = preferred?.values['types'] ?? ['home']
  const note = isOurs ? preferred.values['note'] : undefined
  const path = isOurs ? preferred.path : `address/${randomUUID().slice(0, 8)}`
  return { [path]: { types, ...address, preferred: true, ...(note === undefined ? {} : { note }) } }
}

/** They know the fields of the address, not where it stands in the record. */
const inOwnWords = <Problem extends { field: string }>(problem: Problem): Problem => ({
  ...problem,
  field: problem.field.split('/').at(-1)!,
})
