import { sql } from 'kysely'
import { choosePrimaryIds } from '../changes/choose-primary-ids.ts'
import type { Context } from '../context.ts'
import type { Json } from '../fields/document.ts'

type Values = Record<string, unknown>

/**
 * The values of a new person with a primary identifier: their own, or first and last name in one word and, if that is taken,
 * the first number behind it that makes it free (facts: alma-api §5.4). Those who bring namesakes take turns until their
 * transactions end, so that two of them never get the same.
 */
export async function withPrimaryId(ctx: Context, values: Values): Promise<Values> {
  const given = values['primary_id'] ?? ''
  if (typeof given !== 'string' || given.trim() !== '') return values
  const names = { first_name: nameIn(values['first_name']), last_name: nameIn(values['last_name']) }
  // Without a name there will be no record either.
  if (names.first_name + names.last_name === '') return values
  const person = { fields: { ...names, primary_id: null } as Record<string, Json>, elements: {} }
  const word = `${names.first_name}${names.last_name}`.replace(/[\s\d]+/g, '').toLowerCase()
  await sql`select pg_advisory_xact_lock(hashtextextended(
    ${`primary-id:${ctx.institution.institutionId}:${word}`}, 0))`.execute(ctx.db)
  await choosePrimaryIds(ctx, [person], { others: [bearerOf(values)], chosen: new Set() })
  return { ...values, primary_id: person.fields['primary_id'] }
}

/** What no text of the database can hold is judged later; until then it is no part of a name. */
const nameIn = (value: unknown): string =>
  typeof value === 'string' ? value.toWellFormed().replaceAll(/\p{Cc}/gu, '') : ''

/** The person's own other identifiers, which the primary one must not repeat. */
function bearerOf(values: Values) {
  const elements = Object.entries(values).filter(([path]) => path.startsWith('identifier/'))
  return { fields: { primary_id: null }, elements: Object.fromEntries(elements) as Record<string, Json> }
}
