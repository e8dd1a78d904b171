import { sql } from 'kysely'
import type { SignInStep } from '../../contract/session.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { hashToken, newToken } from './sessions.ts'

/** How somebody has shown who they are: `mail` is a link sent to them, `provider` another sign-in of the institution. */
export type Proof = 'password' | 'mail' | 'provider' | 'set_up'

type Purpose = SignInStep | 'reset_password'

/** Who may take one step, and what they have shown so far. */
export type Ticket = { userId: number; purpose: Purpose; proof: Proof; hasSecondFactor: boolean }

/** Gives the token of a new ticket; only its hash is kept. */
export async function issueTicket(ctx: Context, ticket: Ticket, minutes: number): Promise<string> {
  const token = newToken()
  const now = ctx.now()
  await sql`insert into sign_in_ticket (institution_id, token_hash, user_id, purpose, proof, has_second_factor,
      created_at, expires_at)
    values (${ctx.institution.institutionId}, ${hashToken(token)}, ${ticket.userId}, ${ticket.purpose}, ${ticket.proof},
      ${ticket.hasSecondFactor}, ${now}, ${new Date(now.getTime() + minutes * 60_000)})`.execute(ctx.db)
  return token
}

type Row = { user_id: number; purpose: Purpose; proof: Proof; has_second_factor: boolean }

/** The ticket for one of these purposes, which stays. Throws `ticket_invalid` if there is none, or its time is over. */
export async function readTicket(ctx: Context, token: string, purposes: readonly Purpose[]): Promise<Ticket> {
  const { rows } = await sql<Row>`select user_id, purpose, proof, has_second_factor from sign_in_ticket
    where ${isTicket(ctx, token, purposes)}`.execute(ctx.db)
  return ticketIn(rows)
}

/** The same, and it is used up: of two who use it at once, one has it. With the transaction of `ctx.db` it comes back. */
export async function takeTicket(ctx: Context, token: string, purposes: readonly Purpose[]): Promise<Ticket> {
  const { rows } = await sql<Row>`delete from sign_in_ticket where ${isTicket(ctx, token, purposes)}
    returning user_id, purpose, proof, has_second_factor`.execute(ctx.db)
  return ticketIn(rows)
}

const isTicket = (ctx: Context, token: string, purposes: readonly Purpose[]) =>
  sql<boolean>`institution_id = ${ctx.institution.institutionId} and token_hash = ${hashToken(token)}
    and purpose = any (${sql.val(purposes)}::text[]) and expires_at > ${ctx.now()}`

function ticketIn(rows: Row[]): Ticket {
  const row = rows[0]
  if (row === undefined) throw appError('ticket_invalid')
  const { user_id: userId, has_second_factor: hasSecondFactor, ...others } = row
  return { userId, hasSecondFactor, ...others }
}
