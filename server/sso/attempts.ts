import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { hashToken, isToken, newToken } from '../access/sessions.ts'
import type { Context } from '../context.ts'

/** The cookie that binds a sign-in under way to the browser in which it began. */
export const browserCookie = 'carrel_sign_in'

/** Somebody who takes longer at the provider begins anew. */
const attemptMinutes = 10

/** One way to a provider and back: `state` travels along, `browser` is the cookie and never leaves us. */
export type Way = { state: string; browser: string }

/** A value of this way that gives neither cookie nor state away, and that nobody else can work out. */
export function secretOf({ state, browser }: Way, purpose: 'nonce' | 'verifier'): string {
  return createHash('sha256').update(`${purpose} ${browser} ${state}`).digest('base64url')
}

export type Attempt = {
  next: string
  invitationHash: Buffer | null
  subject: string | null
}

export type NewAttempt = { profileId: number; next: string; invitationHash: Buffer | null }

/** Begins a way; `held` is the browser's cookie if it has one, so that two tabs do not end each other's way. */
export async function beginAttempt(
  ctx: Context,
  held: string | undefined,
  attempt: NewAttempt,
): Promise<Way> {
  const way: Way = { state: newToken(), browser: isToken(held) ? held : newToken() }
  const { institutionId } = ctx.institution
  const expiry = new Date(ctx.now().getTime() + attemptMinutes * 60_000)
  await sql`
    with ended as (
      delete from sign_in_attempt where institution_id = ${institutionId} and expires_at <= ${ctx.now()})
    insert into sign_in_attempt (institution_id, state_hash, browser_hash, profile_id, next, invitation_hash, expires_at)
    values (${institutionId}, ${hashToken(way.state)}, ${hashToken(way.browser)}, ${attempt.profileId}, ${attempt.next},
      ${attempt.invitationHash}, ${expiry})`.execute(ctx.db)
  return way
}

/** Ends a way, once: undefined when it is unknown, over, another profile's or another browser's. */
export async function endAttempt(
  ctx: Context,
  profileId: number,
  { state, browser }: { state: string; browser: string | undefined },
): Promise<Attempt | undefined> {
  if (!isToken(state) || !isToken(browser)) return undefined
  const { rows } = await sql<{ next: string; invitation_hash: Buffer | null; subject: string | null }>`
    delete from sign_in_attempt
    where institution_id = ${ctx.institution.institutionId} and state_hash = ${hashToken(state)}
      and browser_hash = ${hashToken(browser)} and profile_id = ${profileId} and expires_at > ${ctx.now()}
    returning next, invitation_hash, subject`.execute(ctx.db)
  const row = rows[0]
  return row && { next: row.next, invitationHash: row.invitation_hash, subject: row.subject }
}

/** Keeps what a provider said until the browser comes with its cookie. Only the first answer counts: false for any other. */
export async function keepSubject(
  ctx: Context,
  profileId: number,
  { state, subject }: { state: string; subject: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update sign_in_attempt set subject = ${subject}
    where institution_id = ${ctx.institution.institutionId} and state_hash = ${hashToken(state)}
      and profile_id = ${profileId} and subject is null and expires_at > ${ctx.now()}`.execute(ctx.db)
  return numAffectedRows === 1n
}
