import { type RawBuilder, sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { hasEmail, identifierHits } from '../filters/whole.ts'

/** Who has exactly this identifier, of any type and in any case; more than one only where case tells people apart. */
export async function findByIdentifier(ctx: Context, value: string): Promise<number[]> {
  requirePermission(ctx, 'users.view')
  const { rows } = await sql<{ user_id: number }>`
    select distinct user_id from (${identifierHits(ctx.institution, value.trim())}) h order by 1`.execute(
    ctx.db,
  )
  return rows.map(row => row.user_id)
}

/** An e-mail address that more people share is no way to tell them apart. */
const mostHits = 20

/**
 * Whom the text of the search box names exactly: by an identifier or an e-mail address. They come first in the list, as
 * those do who would have been the only ones if fragments did not count (seed 002: the entire string).
 */
export async function exactHits(ctx: Context, text: string): Promise<number[]> {
  const value = text.trim()
  const { rows } = await sql<{ user_id: number }>`
    ${identifierHits(ctx.institution, value)} union (${emailHits(ctx, value)}) limit ${mostHits}`.execute(
    ctx.db,
  )
  return rows.map(row => row.user_id)
}

/** The trigram index answers; the address itself is compared for the few that it leaves. */
function emailHits({ institution }: Context, value: string): RawBuilder<unknown> {
  return sql`select u.user_id from user_account u
    where u.institution_id = ${institution.institutionId} and position('@' in ${value}) > 1
      and u.search_text like search_pattern(${value}) and ${hasEmail(value)}
    limit ${mostHits}`
}
