import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { FeedUser } from './map-user.ts'

/**
 * New people without a primary identifier get first and last name in one word; if that is taken anywhere in the
 * institution, with 0, 1, 2 … behind it until it is free (facts §5.4).
 */
export async function choosePrimaryIds(ctx: Context, users: FeedUser[]): Promise<void> {
  const chosen = new Set<string>()
  for (const user of users.filter(one => one.fields['primary_id'] === null)) {
    const base = `${user.fields['first_name'] ?? ''}${user.fields['last_name'] ?? ''}`
      .replace(/\s+/g, '')
      .slice(0, 240)
    const taken = await takenFrom(ctx, base)
    let candidate = base
    for (
      let number = 0;
      taken.has(candidate.toLowerCase()) || chosen.has(candidate.toLowerCase());
      number += 1
    ) {
      candidate = `${base}${number}`
    }
    chosen.add(candidate.toLowerCase())
    user.fields['primary_id'] = candidate
  }
}

async function takenFrom(ctx: Context, base: string): Promise<Set<string>> {
  const { rows } = await sql<{ value_key: string }>`select value_key from user_identifier
    where institution_id = ${ctx.institution.institutionId} and starts_with(value_key, lower(${base}))`.execute(
    ctx.db,
  )
  return new Set(rows.map(row => row.value_key))
}
