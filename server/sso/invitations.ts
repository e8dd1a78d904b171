import { sql } from 'kysely'
import { hashToken, isToken, newToken } from '../access/sessions.ts'
import type { Context } from '../context.ts'

/** A link that nobody used is worthless after so long. */
export const invitationDays = 7

export type Invitation = { userId: number; hash: Buffer }

/** Makes the token of a link for one user; the one before is worth nothing any more. */
export async function newInvitation(ctx: Context, userId: number): Promise<string> {
  const token = newToken()
  const expiry = new Date(ctx.now().getTime() + invitationDays * 86_400_000)
  await sql`insert into social_invitation (institution_id, user_id, token_hash, expires_at)
    values (${ctx.institution.institutionId}, ${userId}, ${hashToken(token)}, ${expiry})
    on conflict (institution_id, user_id) do update set
      token_hash = excluded.token_hash, expires_at = excluded.expires_at`.execute(ctx.db)
  return token
}

/** Whom a link invites, while it is good. */
export async function invitationOf(ctx: Context, token: string): Promise<Invitation | undefined> {
  if (!isToken(token)) return undefined
  const hash = hashToken(token)
  const { rows } = await sql<{ user_id: number }>`select user_id from social_invitation
    where institution_id = ${ctx.institution.institutionId} and token_hash = ${hash} and expires_at > ${ctx.now()}`.execute(
    ctx.db,
  )
  return rows[0] && { userId: rows[0].user_id, hash }
}

/** Uses an invitation up and gives its user; of two who try, one succeeds. */
export async function useInvitation(ctx: Context, hash: Buffer): Promise<number | undefined> {
  const { rows } = await sql<{ user_id: number }>`delete from social_invitation
    where institution_id = ${ctx.institution.institutionId} and token_hash = ${hash} and expires_at > ${ctx.now()}
    returning user_id`.execute(ctx.db)
  return rows[0]?.user_id
}
