import { type RawBuilder, sql } from 'kysely'
import type { Permission } from '../../contract/permissions.ts'
import { lackingIn } from '../../contract/roles.ts'
import { dateIn } from '../calendar.ts'
import type { Actor, Context, HeldRole } from '../context.ts'
import { asOf } from '../db/as-of.ts'
import { prepared } from '../db/prepared.ts'
import { readFirst } from '../db/read-first.ts'
import { rulesOfRole } from '../institutions/role-types.ts'
import type { Admitted } from './admitted.ts'
import { leavesRestrictedAlone } from './grants.ts'
import { librariesOfRoles, permissionsOfRoles } from './role-permissions.ts'
import { hashToken, isToken, renewSession } from './sessions.ts'

export type StaffActor = Extract<Actor, { kind: 'staff' }>

type Scope = Omit<Context, 'actor'>

type Account = { user_id: number; primary_id: string; name: string; roles: HeldRole[] | null }
type Row = Account & {
  token_hash: string
  must_renew: boolean
  owner: Account | null
  expires_at: Date
  as_of: string
}

/** Use prolongs a session; written at most once in so many minutes, so that reading stays reading. */
const renewalMinutes = 5

/**
 * Who has this session, or undefined: it is unknown or over, or the account is no longer active or has expired.
 * Session, account and roles are those of this moment (see `readFirst`), so that whatever an administrator takes away is
 * gone at once: also the right of support to act as somebody, and that person's consent.
 */
export async function actorOfSession(
  ctx: Scope,
  token: string | undefined,
): Promise<Admitted<StaffActor> | undefined> {
  if (!isToken(token)) return undefined
  const session = await readSession(ctx, hashToken(token).toString('hex'))
  if (session === undefined || session.expiresAt <= ctx.now()) return undefined
  if (session.mustRenew) await renewSession(ctx, token)
  return session.actor && { actor: session.actor, asOf: session.asOf }
}

/** What support may not do as somebody: change how that person gets in, and act as yet another one. */
const notSimulated: readonly Permission[] = ['account.own', 'session.simulate']

/** The person with both names in whatever is written: the history shows who it really was. */
function simulated(person: StaffActor, support: StaffActor): StaffActor | undefined {
  if (!support.permissions.has('session.simulate')) return undefined
  return {
    ...person,
    name: `${support.name} → ${person.name}`,
    permissions: new Set([...person.permissions].filter(one => !notSimulated.includes(one))),
    simulation: { by: support.name, of: person.name },
  }
}

function actorOf(ctx: Scope, account: Account): StaffActor {
  const { code, settings } = ctx.institution
  const roles = (account.roles ?? []).filter(role => isComplete(role, code))
  return {
    kind: 'staff',
    userId: account.user_id,
    primaryId: account.primary_id,
    name: account.name || account.primary_id,
    permissions: permissionsOfRoles(
      roles.map(role => role.type),
      {
        'users.history': settings.rolesWithoutHistory,
        'letters.personal': settings.rolesWithoutPersonalLetters,
      },
    ),
    libraries: librariesOfRoles(roles, code),
    roles,
    sparesRestricted: leavesRestrictedAlone(roles),
  }
}

/** The actor that this account is when it acts for itself; undefined if it may not enter. */
export async function actorOfUser(ctx: Scope, userId: number): Promise<StaffActor | undefined> {
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const { rows } = await sql<Account>`select ${accountOf('a', today)} from user_account a
    where a.institution_id = ${ctx.institution.institutionId} and a.user_id = ${userId}
      and ${mayEnter('a', today)}`.execute(ctx.db)
  return rows[0] && actorOf(ctx, rows[0])
}

/** A role that lacks its scope or a parameter allows nothing until it is completed (features M1). */
const isComplete = (role: HeldRole, institutionCode: string): boolean =>
  lackingIn({ role_type: role.type, ...role }, rulesOfRole(role.type), institutionCode).length === 0

const readSession = readFirst(async (ctx: Scope, hashes: readonly string[]) => {
  const now = ctx.now()
  const { institutionId, timeZone, settings } = ctx.institution
  const today = dateIn(timeZone, now)
  const { rows } = await sql<Row>`${prepared}
    select encode(s.token_hash, 'hex') as token_hash, ${accountOf('a', today)},
      s.last_seen_at < ${now}::timestamptz - make_interval(mins => ${renewalMinutes}) as must_renew,
      case when s.simulates is not null then (select to_jsonb(support) from (select ${accountOf('o', today)}) support)
        end as owner,
      s.expires_at, ${asOf(now)} as as_of
    from session s
    join user_account o on o.institution_id = s.institution_id and o.user_id = s.user_id
    join user_account a on a.institution_id = s.institution_id and a.user_id = coalesce(s.simulates, s.user_id)
    where s.institution_id = ${institutionId} and s.expires_at > ${now}
      and s.token_hash = any (array(select decode(h, 'hex') from unnest(${sql.val(hashes)}::text[]) h))
      and ${mayEnter('o', today)} and ${mayEnter('a', today)}
      and (s.simulates is null or a.allow_simulated_login and ${settings.allowSimulatedLogin}::boolean)`.execute(
    ctx.db,
  )
  return new Map(
    rows.map(row => {
      const { token_hash, must_renew: mustRenew, expires_at: expiresAt, as_of: asOf } = row
      return [token_hash, { mustRenew, expiresAt, actor: actorIn(ctx, row), asOf }]
    }),
  )
})

function actorIn(ctx: Scope, row: Row): StaffActor | undefined {
  const actor = actorOf(ctx, row)
  return row.owner === null ? actor : simulated(actor, actorOf(ctx, row.owner))
}

/** SQL for what an actor is made of, from the row of its account. */
function accountOf(alias: string, today: string): RawBuilder<unknown> {
  const a = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`${a('user_id')}, ${a('primary_id')},
    concat_ws(' ', coalesce(${a('pref_first_name')}, ${a('first_name')}),
      coalesce(${a('pref_last_name')}, ${a('last_name')})) as name,
    (select jsonb_agg(distinct jsonb_build_object(
        'type', r.role_type, 'scope', r.scope, 'parameters', r.parameters)) from user_role r
      where r.institution_id = ${a('institution_id')} and r.user_id = ${a('user_id')}
        and r.status = 'ACTIVE' and (r.expiry_date is null or r.expiry_date >= ${today}::date)) as roles`
}

/** SQL: the account is active and has not expired. */
export function mayEnter(alias: string, today: string): RawBuilder<boolean> {
  const expiry = sql.ref(`${alias}.expiry_date`)
  return sql<boolean>`(${sql.ref(`${alias}.status`)} = 'ACTIVE' and (${expiry} is null or ${expiry} >= ${today}::date))`
}
