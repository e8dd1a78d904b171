import { sql } from 'kysely'
import { requirePermission } from '../access/require-permission.ts'
import { holdersOf } from '../changes/holders.ts'
import { removedNames } from '../changes/removed-names.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { putAt, settingsOf } from '../institutions/settings.ts'

const triedAtOnce = 100
const lastNumber = 999_999_999_999_999

/**
 * Gives the next primary identifier that nobody has, in any case, and nobody who was removed had (features K3, D4). The
 * number is used up although nobody may ever be saved with it: no two people who register at once get the same.
 */
export async function nextPrimaryId(ctx: Context): Promise<{ primaryId: string }> {
  requirePermission(ctx, 'users.register')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { rows } = await sql<{ settings: Record<string, unknown> }>`select settings from institution
      where institution_id = ${ctx.institution.institutionId} for no key update`.execute(db)
    const { settings } = rows[0]!
    const { prefix, digits, next } = settingsOf(settings).primaryIdGeneration
    for (let first = next; first <= lastNumber; first += triedAtOnce) {
      const numbers = Array.from({ length: triedAtOnce }, (_, index) => first + index)
      const nameOf = (number: number) => prefix + String(number).padStart(digits, '0')
      const used = await usedAmong(inner, numbers.map(nameOf))
      const free = numbers.find(number => number < lastNumber && !used.has(nameOf(number)))
      if (free === undefined) continue
      putAt(settings, 'primaryIdGeneration.next', free + 1)
      await sql`update institution set settings = ${JSON.stringify(settings)}::jsonb
        where institution_id = ${ctx.institution.institutionId}`.execute(db)
      return { primaryId: nameOf(free) }
    }
    throw appError('invalid_values', {
      problems: [{ field: 'primaryIdGeneration.next', rule: 'too_large', limit: lastNumber }],
    })
  })
}

async function usedAmong(ctx: Context, names: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ value: string }>`
    with wanted as materialized (
      select value, true as is_primary, lower(value) as folded, lower(value) as key
      from unnest(${names}::text[]) as c(value))
    select value from (${holdersOf(ctx, 'wanted')}) h`.execute(ctx.db)
  return new Set([...(await removedNames(ctx, names)), ...rows.map(row => row.value)])
}
