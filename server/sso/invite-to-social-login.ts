import type { QueuedLetter } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import { recordForEdit } from '../changes/record-for-edit.ts'
import { refuseRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { type MailDoor, prospectsOf } from '../letters/hindrance.ts'
import { queueLetter } from '../letters/queue-letter.ts'
import { refuseMightier } from '../rules/refuse-mightier.ts'
import { invitationDays, newInvitation } from './invitations.ts'
import { listProviders } from './list-providers.ts'

type InviteInput = { userId: number; entrance: string }

/**
 * Sends a user the letter by which an account of a social network becomes a way to sign in (seed 002, features N3). Not to
 * a person who may do more than the actor: whoever can change the address could use it.
 */
export async function inviteToSocialLogin(
  ctx: Context,
  door: MailDoor,
  { userId, entrance }: InviteInput,
): Promise<QueuedLetter> {
  requirePermission(ctx, 'letters.send')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { document } = await recordForEdit(inner, userId)
    await refuseRestricted(inner, userId)
    refuseMightier(inner, document)
    if (document['record_type'] === 'CONTACT') throw refusal('not_for_record_type')
    const { items } = await listProviders(inner)
    if (!items.some(one => one.kind === 'SOCIAL')) throw refusal('no_social_profile')
    // Behind `#`, which browsers send to no server, so that no log shows it.
    const link = `${entrance}/attach-account#${await newInvitation(inner, userId)}`
    const values = { link, days: String(invitationDays) }
    const queued = await queueLetter(inner, { userId, letter: 'social_login_invite', values })
    return { ...queued, ...prospectsOf(inner, door, queued.recipient) }
  })
}

const refusal = (rule: string) => appError('invalid_values', { problems: [{ field: 'letter', rule }] })
