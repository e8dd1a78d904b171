import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import type { LookAlike, UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { createUsers, newUserIds } from '../changes/create-users.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import type { RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { readEditScope } from '../rules/edit-scope.ts'
import { judgeNew, patronRole } from '../rules/judge-new.ts'
import { refuseTaken } from './edit-user.ts'
import { listName } from './list-users.ts'
import { readUser } from './read-user.ts'

export type CreateInput = {
  recordType: RecordType
  values: Record<string, unknown>
  /** The person who enters it has seen those who look the same, and means somebody else. */
  acceptLookAlikes?: boolean
}

/** Adds one user (features K1). Refused with the list of those who look the same, until that is accepted (K2). */
export async function createUser(ctx: Context, input: CreateInput): Promise<UserRecord> {
  requirePermission(ctx, 'users.add')
  return ctx.db.transaction().execute(async trx => {
    const inner: Context = { ...ctx, db: trx }
    const scope = await readEditScope(inner, { isOpen: false })
    const { record, problems } = judgeNew(input.recordType, input.values, scope)
    if (problems.length > 0) throw appError('invalid_values', { problems })
    const [userId] = await newUserIds(inner, 1)
    await refuseTaken(inner, { userId: userId!, patch: record })
    if (!input.acceptLookAlikes) await refuseLookAlikes(inner, record)
    const origin = { scope: ctx.institution.code, by: scope.actor, at: scope.moment }
    const rows = [{ user_id: userId, document: { ...record, ...patronRole(record, origin) } }]
    await createUsers(inner, await openChangeSet(inner, { source: 'screen' }), {
      rows: sql`select user_id, document, null::uuid as fingerprint
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(user_id bigint, document jsonb)`,
      kinds: segments.map(segment => segment.kind),
    })
    return readUser(inner, userId!)
  })
}

const mostLookAlikes = 20

/** Same first name, last name and birth date, whatever the case; the preferred names count as names, too. */
async function refuseLookAlikes(ctx: Context, record: RecordDocument): Promise<void> {
  const { first_name, last_name, birth_date } = record
  if (!first_name || !last_name || !birth_date) return
  const { rows } = await sql<LookAlike>`
    select u.user_id as "userId", u.primary_id as "primaryId", ${listName} as name, u.birth_date::text as "birthDate",
      u.user_group as "userGroup", u.expiry_date::text as "expiryDate"
    from user_account u
    where u.institution_id = ${ctx.institution.institutionId} and u.birth_date = ${birth_date}::date
      and u.search_text like search_pattern(${last_name}::text)
      and (fold(u.first_name) = fold(${first_name}::text) or fold(u.pref_first_name) = fold(${first_name}::text))
      and (fold(u.last_name) = fold(${last_name}::text) or fold(u.pref_last_name) = fold(${last_name}::text))
    order by u.user_id limit ${mostLookAlikes}`.execute(ctx.db)
  if (rows.length > 0) throw appError('look_alikes', { people: rows.map(withoutNulls) })
}

const withoutNulls = (row: LookAlike): LookAlike =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as LookAlike
