import { randomUUID } from 'node:crypto'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { type RecordForEdit, recordForEdit } from '../changes/record-for-edit.ts'
import { takenIdentifiers } from '../changes/taken-identifiers.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json, Patch } from '../fields/document.ts'
import { useInvitation } from './invitations.ts'
import type { Profile } from './profile.ts'

type Attachment = { subject: string; invitationHash: Buffer }

/**
 * Makes the account of a social network an identifier of the user who was invited, in place of an earlier one of the same
 * network; from then on it signs in. Uses the invitation up only if it is written.
 */
export async function attachAccount(
  ctx: Context,
  profile: Profile,
  { subject, invitationHash }: Attachment,
): Promise<void> {
  await inTransaction(ctx.db, async db => {
    const userId = await useInvitation({ ...ctx, db }, invitationHash)
    if (userId === undefined) throw appError('invitation_invalid')
    const record = await recordForEdit({ ...ctx, db }, userId)
    const inner: Context = { ...ctx, db, actor: actorOf(record) }
    const patch = patchFor(record, { id_type: profile.matchBy, value: subject, status: 'ACTIVE' })
    const patches = patchRelation([{ userId, patch }])
    if ((await takenIdentifiers(inner, patches.rows)).has(userId)) throw appError('social_account_taken')
    await writePatches(inner, await openChangeSet(inner, { source: 'patron' }), patches)
  })
}

type Login = { id_type: string; value: string; status: string }

function patchFor({ document }: RecordForEdit, login: Login): Patch {
  const earlier = Object.entries(document).filter(
    ([path, value]) =>
      path.startsWith('identifier/') && (value as Record<string, Json>)['id_type'] === login.id_type,
  )
  return {
    ...Object.fromEntries(earlier.map(([path]) => [path, null])),
    [`identifier/${randomUUID().slice(0, 8)}`]: completeElement('identifier', login),
  }
}

/** Those who were invited act themselves, though they have not signed in. */
function actorOf({ userId, document }: RecordForEdit): Context['actor'] {
  const primaryId = String(document['primary_id'])
  return { kind: 'staff', userId, primaryId, name: primaryId, permissions: new Set(), libraries: [] }
}
