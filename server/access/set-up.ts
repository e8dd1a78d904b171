import { type Kysely, sql } from 'kysely'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { setUp as setUpEndpoint } from '../../contract/session.ts'
import type { Context } from '../context.ts'
import { passwordProblems } from '../credentials/password-rules.ts'
import { storePassword } from '../credentials/passwords.ts'
import type { Database } from '../db/row-types.gen.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { foundInstitution } from '../institutions/found-institution.ts'
import { createFirstAdministrator } from './first-administrator.ts'
import { hashToken, newToken } from './sessions.ts'

/** A link that nobody used is worthless after so long; the next start makes a new one. */
const linkHours = 24

/**
 * At every start: makes sure that there is an institution and, while nobody can sign in, gives the one-time token
 * for the set-up page. Only its hash is kept. Undefined once the set-up is done.
 */
export async function offerSetUp(
  db: Kysely<Database>,
  now: Date,
  institutionCode?: string,
): Promise<string | undefined> {
  const { institutionId } = await foundInstitution(db, institutionCode)
  if (!(await needsSetUp(db, institutionId))) return undefined
  const token = newToken()
  await sql`insert into setup_link (institution_id, token_hash, created_at)
    values (${institutionId}, ${hashToken(token)}, ${now})`.execute(db)
  return token
}

/** Where to use the token. It stands behind `#`, which browsers send to no server, so that no log shows it. */
export function setUpLink(origin: string, token: string): string {
  return `${origin}/setup#${token}`
}

/** Whether nobody has a password yet. */
export async function needsSetUp(db: Kysely<Database>, institutionId: number): Promise<boolean> {
  const credential = await db
    .selectFrom('credential')
    .select('user_id')
    .where('institution_id', '=', institutionId)
    .where('password_hash', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return credential === undefined
}

/**
 * Names the institution and creates its first administrator, and gives the user's id. In one transaction, so that
 * of two people with a link exactly one succeeds. Throws `setup_done`, `setup_link_invalid` or `invalid_input`.
 */
export async function setUp(ctx: Context, input: BodyOf<typeof setUpEndpoint>): Promise<number> {
  refuseInvalid(input)
  return inTransaction(ctx.db, async db => {
    const { institutionId } = ctx.institution
    await sql`select from institution where institution_id = ${institutionId} for update`.execute(db)
    if (!(await needsSetUp(db, institutionId))) throw appError('setup_done')
    await useLink({ ...ctx, db }, input.token)
    await sql`update institution set name = ${input.institutionName.trim()}, time_zone = ${input.timeZone}
      where institution_id = ${institutionId}`.execute(db)
    const userId = await createFirstAdministrator(
      { ...ctx, db },
      {
        primaryId: input.primaryId.trim(),
        firstName: input.firstName.trim(),
        lastName: input.lastName.trim(),
      },
    )
    await storePassword(db, { institutionId, userId }, input.password)
    return userId
  })
}

async function useLink(ctx: Context, token: string): Promise<void> {
  const now = ctx.now()
  const { numAffectedRows } = await sql`update setup_link set used_at = ${now}
    where institution_id = ${ctx.institution.institutionId} and token_hash = ${hashToken(token)} and used_at is null
      and created_at > ${now}::timestamptz - make_interval(hours => ${linkHours})`.execute(ctx.db)
  if (numAffectedRows !== 1n) throw appError('setup_link_invalid')
}

function refuseInvalid(input: BodyOf<typeof setUpEndpoint>): void {
  const blank = (['institutionName', 'primaryId', 'firstName', 'lastName'] as const)
    .filter(field => input[field].trim() === '')
    .map(field => ({ field, rule: 'required' }))
  const zone = isTimeZone(input.timeZone) ? [] : [{ field: 'timeZone', rule: 'time_zone' }]
  const problems = [...blank, ...zone, ...passwordProblems(input.password, input.primaryId)]
  if (problems.length > 0) throw appError('invalid_input', { problems })
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
