import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { identifierKey } from '../fields/identifier-key.ts'
import { primaryMatch } from './judge-profile.ts'
import type { Profile } from './profile.ts'

/**
 * The user whom a provider's answer names, if that account may sign in and signs in this way: accounts of the institution
 * by its own provider, internal ones only by a social login that was attached to them.
 */
export async function findAccount(
  ctx: Context,
  profile: Profile,
  subject: string,
): Promise<number | undefined> {
  const { institutionId, timeZone } = ctx.institution
  const today = dateIn(timeZone, ctx.now())
  const isPrimary = profile.matchBy === primaryMatch
  const isSocial = profile.kind === 'SOCIAL'
  const key = identifierKey(institutionId, { value: sql`${subject}::text`, isPrimary })
  const { rows } = await sql<{ user_id: number }>`
    select a.user_id from user_identifier i
    join user_account a on a.institution_id = i.institution_id and a.user_id = i.user_id
    where i.institution_id = ${institutionId} and i.value_key in (lower(${subject}), ${subject}) and i.value_key = ${key}
      and i.status = 'ACTIVE' and ${isPrimary ? sql`i.element_id = 'primary'` : sql`i.id_type = ${profile.matchBy}`}
      -- the names that networks give differ by case alone
      and ${isSocial ? sql`i.value = ${subject}` : sql`a.account_type <> 'INTERNAL'`}
      and a.status = 'ACTIVE' and (a.expiry_date is null or a.expiry_date >= ${today}::date)`.execute(ctx.db)
  return rows[0]?.user_id
}
