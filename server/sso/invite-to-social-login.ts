import type { QueuedLetter } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import { recordForEdit } from '../changes/record-for-edit.ts'
import { refuseRestricted } from '../changes/refuse-restricted.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { type MailDoor, prospectsOf } from '../letters/hindrance.ts'
import { type Queued, queueLetter } from '../letters/queue-letter.ts'
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
  const queued = await queueInvitation(ctx, { userId, entrance })
  return { ...queued, ...prospectsOf(ctx, door, queued.recipient) }
}

/** The same for those who do not ask whether the letter will leave. */
export async function queueInvitation(ctx: Context, input: InviteInput): Promise<Queued> {
  return inTransaction(ctx.db, db => inviteIn({ ...ctx, db }, input))
}

/** The same in the transaction of `ctx.db`. */
export async function inviteIn(ctx: Context, { userId, entrance }: InviteInput): Promise<Queued> {
  requirePermission(ctx, 'letters.send')
  const { document } = await recordForEdit(ctx, userId)
  await refuseRestricted(ctx, userId)
  refuseMightier(ctx, document)
  if (document['record_type'] === 'CONTACT') throw refusal('not_for_record_type')
  const { items } = await listProviders(ctx)
  if (!items.some(one => one.kind === 'SOCIAL')) throw refusal('no_social_profile')
  // Behind `#`, which browsers send to no server, so that no log shows it.
  const link = `${entrance}/attach-account#${await newInvitation(ctx, userId)}`
  const values = { link, days: String(invitationDays) }
  return queueLetter(ctx, { userId, letter: 'social_login_invite', values })
}

const refusal = (rule: string) => appError('invalid_values', { problems: [{ field: 'letter', rule }] })
