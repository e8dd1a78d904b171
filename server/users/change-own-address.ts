import { randomUUID } from 'node:crypto'
import type { OwnAddress } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { activityPatch, keepsActivity } from '../changes/activity.ts'
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

/** What people say of themselves: their address, a phone number, an e-mail address. */
export type OwnContact =
  | { kind: 'address'; values: OwnAddress }
  | { kind: 'phone'; values: { number: string } }
  | { kind: 'email'; values: { address: string } }

/**
 * People change their own address, phone or e-mail: the preferred one if it is internal; if it belongs to the student
 * system, a new internal one becomes the preferred one (features C5).
 */
export async function changeOwnAddress(ctx: Context, contact: OwnContact): Promise<void> {
  requirePermission(ctx, 'session.own')
  const { actor } = ctx
  if (actor.kind !== 'staff') throw appError('forbidden', { permission: 'session.own' })
  await inTransaction(ctx.db, async db => {
    // What is one's own is never out of reach.
    const inner: Context = { ...ctx, db, actor: { ...actor, sparesRestricted: false } }
    const isKept = await keepsActivity(inner)
    const { userId, document } = await recordForEdit(inner, actor.userId)
    const scope = await readEditScope(inner, { isOpen: false })
    const { patch, problems } = judgeEdit(document, editFor(document, contact), scope)
    if (problems.length > 0) throw appError('invalid_values', { problems: problems.map(inOwnWords) })
    if (Object.keys(patch).length === 0) return
    const patches = patchRelation([{ userId, patch: { ...patch, ...(isKept ? activityPatch(inner) : {}) } }])
    await writePatches(inner, await openChangeSet(inner, { source: 'patron' }), patches)
  })
}

/** The type of a first one. */
const firstTypes = { address: ['home'], phone: ['mobile'], email: ['personal'] }
/** What staff said about it, and what people are not asked. */
const kept = ['note', 'description', 'preferred_sms']

function editFor(record: RecordDocument, { kind, values }: OwnContact): Record<string, unknown> {
  const preferred = Object.entries(record)
    .map(([path, value]) => ({ path, old: value as Record<string, Json> }))
    .find(({ path, old }) => path.startsWith(`${kind}/`) && old['preferred'] === true)
  const isOurs = preferred !== undefined && preferred.old['external'] !== true
  const types = preferred?.old['types'] ?? firstTypes[kind]
  const names = isOurs ? kept.filter(name => preferred.old[name] !== undefined) : []
  const path = isOurs ? preferred.path : `${kind}/${randomUUID().slice(0, 8)}`
  const others = Object.fromEntries(names.map(name => [name, preferred!.old[name]]))
  return { [path]: { ...others, types, ...values, preferred: true } }
}

/** They know the fields, not where they stand in the record. */
const inOwnWords = <Problem extends { field: string }>(problem: Problem): Problem => ({
  ...problem,
  field: problem.field.split('/').at(-1)!,
})
