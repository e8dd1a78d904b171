import { sql } from 'kysely'
import type { QueuedLetter } from '../../contract/letters.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { hasPassword } from '../credentials/password-rules.ts'
import { inTransaction } from '../db/transaction.ts'
import { type MailDoor, prospectsOf } from '../letters/hindrance.ts'
import { type Queued, queueIfWanted, queueLetter } from '../letters/queue-letter.ts'
import { mayEnter } from './actor-of-session.ts'
import { findByName } from './find-by-name.ts'
import { requirePermission } from './require-permission.ts'
import { recordForAccess } from './set-password.ts'
import { issueTicket } from './tickets.ts'

/** How long a link is good (facts: alma-behaviour §5.6). */
const hours = { asked: 1, sent: 24 }
/** Nobody gets more than one mail in so many minutes, however often somebody asks. */
const quietMinutes = 10
const requestsPerRound = 100

/**
 * Somebody has forgotten the password, and gives an identifier or an e-mail address. Nobody is looked up here: the worker
 * does that. So neither the answer nor its time can tell whether there is anybody.
 */
export async function askPasswordReset(ctx: Context, { name }: { name: string }): Promise<void> {
  await sql`insert into password_reset_request (institution_id, name, requested_at)
    values (${ctx.institution.institutionId}, ${name.trim()}, ${ctx.now()}) on conflict do nothing`.execute(
    ctx.db,
  )
}

/** Sends the links that people have asked for. Whom nobody knows, or who may not enter, gets nothing. */
export async function sendAskedResets(ctx: Context, door: { origin: string }): Promise<void> {
  await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { rows } = await sql<{ name: string }>`
      delete from password_reset_request where institution_id = ${ctx.institution.institutionId} and name in (
        select name from password_reset_request where institution_id = ${ctx.institution.institutionId}
        order by requested_at limit ${requestsPerRound} for update skip locked)
      returning name`.execute(db)
    const names = rows.map(row => row.name)
    for (const account of await withoutFresh(inner, await findByName(inner, names))) {
      await sendLink(inner, { ...account, origin: door.origin, hours: hours.asked, isAsked: true })
    }
  })
}

/** Staff send somebody a link. Not to a person who may do more than they: whoever can change the address could use it. */
export async function sendPasswordReset(
  ctx: Context,
  door: MailDoor & { origin: string },
  { userId }: { userId: number },
): Promise<QueuedLetter> {
  requirePermission(ctx, 'users.set_password')
  const queued = await inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const primaryId = String((await recordForAccess(inner, userId))['primary_id'])
    return sendLink(inner, { userId, primaryId, origin: door.origin, hours: hours.sent })
  })
  return { ...queued!, ...prospectsOf(ctx, door, queued!.recipient) }
}

type Link = { userId: number; primaryId: string; origin: string; hours: number; isAsked?: boolean }

/** The token stands behind `#`, which browsers send to no server. */
async function sendLink(ctx: Context, link: Link): Promise<Queued | undefined> {
  const { userId, primaryId } = link
  const purpose = 'reset_password'
  const ticket = { userId, purpose, proof: 'mail', hasSecondFactor: false } as const
  const token = await issueTicket(ctx, ticket, link.hours * 60)
  const until = new Date(ctx.now().getTime() + link.hours * 3_600_000)
  const values = { primaryId, link: `${link.origin}/reset#${token}`, until }
  const letter = { userId, letter: 'reset_password', values } as const
  return link.isAsked ? queueIfWanted(ctx, letter) : queueLetter(ctx, letter)
}

type Found = { userId: number; primaryId: string }

/** Those to whom no link went just now, who may enter and have a password of ours. */
async function withoutFresh(ctx: Context, userIds: readonly number[]): Promise<Found[]> {
  const { institutionId, timeZone, settings } = ctx.institution
  const since = new Date(ctx.now().getTime() - quietMinutes * 60_000)
  const { rows } = await sql<Found & { accountType: string }>`
    select a.user_id as "userId", a.primary_id as "primaryId", a.account_type as "accountType" from user_account a
    where a.institution_id = ${institutionId} and a.user_id = any (${sql.val(userIds)}::bigint[])
      and ${mayEnter('a', dateIn(timeZone, ctx.now()))}
      and not exists (select from sign_in_ticket t where t.institution_id = a.institution_id and t.user_id = a.user_id
        and t.purpose = 'reset_password' and t.created_at > ${since})`.execute(ctx.db)
  return rows.filter(row => hasPassword(row.accountType, settings))
}
