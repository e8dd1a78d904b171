import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { type Addressee, readAddressee } from './addressee.ts'
import { type LetterInput, oneLine, type RenderedLetter, renderLetter } from './render-letter.ts'

export type Queued = { letterId: number; recipient: string }

/**
 * Puts a letter into the outbox, in the language and to the addresses that the user has now; the worker sends it.
 * In a transaction it is queued only if the rest is written, too. Refused with `no_preferred_email`. Checks no
 * permission: that is for whoever has a reason to write.
 */
export async function queueLetter(ctx: Context, input: { userId: number } & LetterInput): Promise<Queued> {
  const addressee = await readAddressee(ctx, input.userId)
  const rendered = renderLetter(input, addressee, ctx.institution)
  return insertLetter(ctx, { userId: input.userId, letter: input.letter, rendered, addressee })
}

type NewLetter = { userId: number; letter: string; rendered: RenderedLetter; addressee: Addressee }

/** Queues a letter that has been rendered already. */
export async function insertLetter(
  ctx: Context,
  { userId, letter, rendered, addressee }: NewLetter,
): Promise<Queued> {
  const { recipient } = addressee
  if (recipient === undefined) {
    throw appError('invalid_values', { problems: [{ field: 'email', rule: 'no_preferred_email' }] })
  }
  const { rows } = await sql<{ letter_id: number }>`
    insert into letter_outbox (institution_id, user_id, letter, language, recipient_name, recipient, cc, subject, html,
      text, next_attempt_at, created_by, created_at)
    values (${ctx.institution.institutionId}, ${userId}, ${letter}, ${rendered.language}, ${oneLine(addressee.name)},
      ${recipient}, ${addressee.cc}::text[], ${rendered.subject}, ${rendered.html}, ${rendered.text}, ${ctx.now()},
      ${ctx.actor.name}, ${ctx.now()})
    returning letter_id`.execute(ctx.db)
  return { letterId: rows[0]!.letter_id, recipient }
}
