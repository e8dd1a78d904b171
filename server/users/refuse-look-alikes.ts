import { sql } from 'kysely'
import type { LookAlike } from '../../contract/users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { listName } from '../fields/name-display.ts'

const mostLookAlikes = 20

/** Same first name, last name and birth date, whatever case and accents; preferred names count as names, too. */
export async function refuseLookAlikes(ctx: Context, record: RecordDocument): Promise<void> {
  const names = (part: 'first' | 'last') =>
    [record[`${part}_name`], record[`pref_${part}_name`]].filter(name => name !== undefined)
  const [firstNames, lastNames] = [names('first'), names('last')]
  if (firstNames.length === 0 || lastNames.length === 0 || !record['birth_date']) return
  const folded = (list: Json[]) => sql`array(select fold(name) from unnest(${list}::text[]) name)`
  const { rows } = await sql<LookAlike>`
    select u.user_id as "userId", u.primary_id as "primaryId", ${listName(ctx)} as name, u.birth_date::text as "birthDate",
      u.user_group as "userGroup", u.expiry_date::text as "expiryDate"
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.birth_date = ${record['birth_date']}::date
      and u.search_text like any (array(select search_pattern(name) from unnest(${lastNames}::text[]) name))
      and array[fold(u.first_name), fold(u.pref_first_name)] && ${folded(firstNames)}
      and array[fold(u.last_name), fold(u.pref_last_name)] && ${folded(lastNames)}
    order by u.user_id limit ${mostLookAlikes}`.execute(ctx.db)
  if (rows.length > 0) throw appError('look_alikes', { people: rows.map(withoutNulls) })
}

const withoutNulls = (row: LookAlike): LookAlike =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as LookAlike
