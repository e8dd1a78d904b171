import { hash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../context.ts'

export const sessionCookie = 'carrel_session'

/** However busy it is, a session ends after so many days. */
const longestSessionDays = 7

const tokenBytes = 32
const tokenPattern = /^[\w-]{43}$/

/** What the database keeps of a token. The token is random, so that a plain hash cannot be guessed back. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** A secret that cannot be guessed: 256 random bits. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}

export function isToken(text: string | undefined): text is string {
  return text !== undefined && tokenPattern.test(text)
}

type NewSession = {
  userId: number
  browser: string | null
  address: string | null
  /** Token of the session that the browser had: it ends. */
  replaces?: string | undefined
}

/** Writes a session under a new token and returns it; all that have expired end. Whoever lets people in calls `openSession`. */
export async function insertSession(ctx: Context, session: NewSession): Promise<string> {
  const token = newToken()
  const now = ctx.now()
  const { institutionId, settings } = ctx.institution
  const replaced = isToken(session.replaces) ? hashToken(session.replaces) : null
  await sql`
    with ended as (
      delete from session where institution_id = ${institutionId}
        and (expires_at <= ${now} or token_hash = ${replaced}::bytea))
    insert into session (institution_id, token_hash, user_id, browser, address, created_at, last_seen_at, expires_at)
    values (${institutionId}, ${hashToken(token)}, ${session.userId}, ${session.browser}, ${session.address},
      ${now}, ${now}, ${hoursAfter(now, settings.sessionHours)})`.execute(ctx.db)
  return token
}

/** Begins the session's time without use anew. */
export async function renewSession(ctx: Omit<Context, 'actor'>, token: string): Promise<void> {
  const now = ctx.now()
  const { institutionId, settings } = ctx.institution
  await sql`update session
    set last_seen_at = ${now}, expires_at = least(
      ${hoursAfter(now, settings.sessionHours)}::timestamptz,
      created_at + make_interval(days => ${longestSessionDays}))
    where institution_id = ${institutionId} and token_hash = ${hashToken(token)}`.execute(ctx.db)
}

type Renewal = {
  token: string /** Whom the person acts as from now on; null: as themselves. */
  simulates: number | null
}

/**
 * Gives the session a new token, when what it may do or what opens it changes: one that somebody has seen before is worth
 * nothing after.
 */
export async function renewToken(ctx: Context, { token: old, simulates }: Renewal): Promise<string> {
  const token = newToken()
  await sql`update session set token_hash = ${hashToken(token)}, simulates = ${simulates}
    where institution_id = ${ctx.institution.institutionId} and token_hash = ${hashToken(old)}`.execute(
    ctx.db,
  )
  return token
}

export async function closeSession(ctx: Context, token: string): Promise<void> {
  await sql`delete from session where institution_id = ${ctx.institution.institutionId}
    and token_hash = ${hashToken(token)}`.execute(ctx.db)
}

function hoursAfter(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * 3_600_000)
}
