import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import type { LookAlike, UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { createUsers, newUserIds } from '../changes/create-users.ts'
import { removedNames } from '../changes/removed-names.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { readEditScope } from '../rules/edit-scope.ts'
import { judgeNew, patronRole } from '../rules/judge-new.ts'
import { identifierIn } from '../rules/judge-record.ts'
import { refuseTaken } from './edit-user.ts'
import { listName } from './list-users.ts'
import { readUser } from './read-user.ts'
import { refuseProxies } from './refuse-proxies.ts'

export type CreateInput = {
  recordType: RecordType
  values: Record<string, unknown>
  /** The person who enters it has seen those who look the same, and means somebody else. */
  acceptLookAlikes?: boolean
  /** Staff mean to give out again what somebody who was removed was called (features D4). */
  acceptReissue?: boolean
}

/** Adds one user (features K1). Refused with the list of those who look the same, until that is accepted (K2). */
export async function createUser(ctx: Context, input: CreateInput): Promise<UserRecord> {
  requirePermission(ctx, 'users.add')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const scope = await readEditScope(inner, { isOpen: false })
    const { record, problems } = judgeNew(input.recordType, input.values, scope)
    if (problems.length > 0) throw appError('invalid_values', { problems })
    const [userId] = await newUserIds(inner, 1)
    await refuseTaken(inner, { userId: userId!, patch: record })
    await refuseProxies(inner, { userId: userId!, patch: record })
    if (!input.acceptReissue) await refuseReissue(inner, record)
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

async function refuseReissue(ctx: Context, record: RecordDocument): Promise<void> {
  const names = Object.entries(record).flatMap(([path, held]) => {
    const value = identifierIn(path, held)
    return value === undefined ? [] : [{ field: path === 'primary_id' ? path : `${path}/value`, value }]
  })
  const removed = await removedNames(
    ctx,
    names.map(name => name.value),
  )
  const problems = names
    .filter(name => removed.has(name.value))
    .map(({ field }) => ({ field, rule: 'identifier_of_removed_user' }))
  if (problems.length > 0) throw appError('invalid_values', { problems })
}

const mostLookAlikes = 20

/** Same first name, last name and birth date, whatever case and accents; preferred names count as names, too. */
async function refuseLookAlikes(ctx: Context, record: RecordDocument): Promise<void> {
  const names = (part: 'first' | 'last') =>
    [record[`${part}_name`], record[`pref_${part}_name`]].filter(name => name !== undefined)
  const [firstNames, lastNames] = [names('first'), names('last')]
  if (firstNames.length === 0 || lastNames.length === 0 || !record['birth_date']) return
  const folded = (list: Json[]) => sql`array(select fold(name) from unnest(${list}::text[]) name)`
  const { rows } = await sql<LookAlike>`
    select u.user_id as "userId", u.primary_id as "primaryId", ${listName} as name, u.birth_date::text as "birthDate",
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
