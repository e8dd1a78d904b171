import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { AppError, appError } from '../errors.ts'
import { type Addressee, readAddressee } from './addressee.ts'
import { letterSetting, type StoredLetterSetting } from './letter-settings.ts'
import { oneLine, type RenderedLetter, renderLetter } from './render-letter.ts'
import { type LetterInput, templateOf } from './templates/letter-templates.ts'

export type Queued = { letterId: number; recipient: string }

/** A file that goes with a letter; its bytes are in the storage. */
export type LetterFile = { file_name: string; media_type: string; file_id: string; file_key: string }

/** What a letter may have besides its words: a sender of its own, and files. */
export type Enclosed = { fromAddress?: string; files?: readonly LetterFile[] }

/**
 * Puts a letter into the outbox, in the language and to the addresses that the user has now; the worker sends it.
 * In a transaction it is queued only if the rest is written, too. Refused with `letter_disabled`, `opted_out` or
 * `no_preferred_email`. Checks no permission: that is for whoever has a reason to write.
 */
export async function queueLetter(
  ctx: Context,
  input: { userId: number } & LetterInput & Enclosed,
): Promise<Queued> {
  const setting = await letterSetting(ctx, input.letter)
  const addressee = await readAddressee(ctx, input.userId)
  const reason = refusalOf(input.letter, { setting, addressee })
  if (reason) throw appError('invalid_values', { problems: [reason] })
  return insertLetter(ctx, { ...input, addressee, ...rendering(ctx, input, { setting, addressee }) })
}

/** The same for letters that nobody asked for: undefined when it is switched off, not wanted, or there is no address. */
export async function queueIfWanted(
  ctx: Context,
  input: { userId: number } & LetterInput & Enclosed,
): Promise<Queued | undefined> {
  return queueLetter(ctx, input).catch(error => {
    if (error instanceof AppError && error.code === 'invalid_values') return undefined
    throw error
  })
}

/** Puts a letter into the outbox for somebody who has no record here. */
export async function queueForStranger(
  ctx: Context,
  input: LetterInput & { address: string },
): Promise<Queued | undefined> {
  const setting = await letterSetting(ctx, input.letter)
  if (!setting.isEnabled) return undefined
  const addressee = { name: input.address, language: null, recipient: input.address, cc: [], optedOut: [] }
  return insertLetter(ctx, { ...input, addressee, ...rendering(ctx, input, { setting, addressee }) })
}

type Case = { setting: Pick<StoredLetterSetting, 'isEnabled'>; addressee: Addressee }

/** Why this person does not get this letter, as a problem; undefined when nothing is against it. */
export function refusalOf(letter: string, { setting, addressee }: Case) {
  if (!setting.isEnabled) return { field: 'letter', rule: 'letter_disabled' }
  const almaName = templateOf(letter)?.almaName
  if (almaName && addressee.optedOut.includes(almaName)) return { field: 'letter', rule: 'opted_out' }
  return addressee.recipient === undefined ? { field: 'email', rule: 'no_preferred_email' } : undefined
}

function rendering(
  ctx: Context,
  input: LetterInput,
  { setting, addressee }: Case & { setting: StoredLetterSetting },
) {
  return {
    rendered: renderLetter(input, addressee, { sender: ctx.institution, own: setting.words }),
    isPersonal: templateOf(input.letter)?.isPersonal === true,
  }
}

type NewLetter = Enclosed & {
  userId?: number
  letter: string
  rendered: RenderedLetter
  addressee: Addressee
  isPersonal: boolean
}

/** Queues a letter that has been rendered already. */
export async function insertLetter(ctx: Context, letter: NewLetter): Promise<Queued> {
  const { rendered, addressee, isPersonal } = letter
  const { recipient } = addressee
  if (recipient === undefined) {
    throw appError('invalid_values', { problems: [{ field: 'email', rule: 'no_preferred_email' }] })
  }
  const cc = isPersonal ? [] : addressee.cc
  const { rows } = await sql<{ letter_id: number }>`
    insert into letter_outbox (institution_id, user_id, letter, language, from_address, recipient_name, recipient, cc,
      is_personal, subject, html, text, files, next_attempt_at, created_by, created_at)
    values (${ctx.institution.institutionId}, ${letter.userId ?? null}, ${letter.letter}, ${rendered.language},
      ${letter.fromAddress ?? null}, ${oneLine(addressee.name)}, ${recipient}, ${cc}::text[], ${isPersonal},
      ${rendered.subject}, ${rendered.html}, ${rendered.text}, ${JSON.stringify(letter.files ?? [])}::jsonb,
      ${ctx.now()}, ${ctx.actor.name}, ${ctx.now()})
    returning letter_id`.execute(ctx.db)
  return { letterId: rows[0]!.letter_id, recipient }
}
