import { sql } from 'kysely'
import { dateIn } from '../calendar.ts'
import type { Actor, Context } from '../context.ts'
import { readTogether } from '../db/read-together.ts'
import { permissionsOfRoles } from './role-permissions.ts'
import { hashToken, isToken, renewSession } from './sessions.ts'

export type StaffActor = Extract<Actor, { kind: 'staff' }>

type Scope = Omit<Context, 'actor'>

type Row = {
  token_hash: string
  user_id: number
  primary_id: string
  name: string
  role_types: string[] | null
  must_renew: boolean
}

/** Use prolongs a session; written at most once in so many minutes, so that reading stays reading. */
const renewalMinutes = 5

/**
 * Who has this session, or undefined: it is unknown or over, or the account is no longer active or has expired.
 * Session, account and roles are read anew each time, so that whatever an administrator takes away is gone at once.
 */
export async function actorOfSession(ctx: Scope, token: string | undefined): Promise<StaffActor | undefined> {
  if (!isToken(token)) return undefined
  const row = await readSession(ctx, hashToken(token).toString('hex'))
  if (row === undefined) return undefined
  if (row.must_renew) await renewSession(ctx, token)
  return {
    kind: 'staff',
    userId: row.user_id,
    primaryId: row.primary_id,
    name: row.name || row.primary_id,
    permissions: permissionsOfRoles(row.role_types ?? []),
  }
}

const readSession = readTogether(async (ctx: Scope, hashes: readonly string[]): Promise<Map<string, Row>> => {
  const now = ctx.now()
  const { institutionId, timeZone } = ctx.institution
  const today = dateIn(timeZone, now)
  const { rows } = await sql<Row>`
    select encode(s.token_hash, 'hex') as token_hash, a.user_id, a.primary_id,
      concat_ws(' ', coalesce(a.pref_first_name, a.first_name), coalesce(a.pref_last_name, a.last_name)) as name,
      (select array_agg(distinct r.role_type) from user_role r
        where r.institution_id = a.institution_id and r.user_id = a.user_id
          and r.status = 'ACTIVE' and (r.expiry_date is null or r.expiry_date >= ${today}::date)) as role_types,
      s.last_seen_at < ${now}::timestamptz - make_interval(mins => ${renewalMinutes}) as must_renew
    from session s
    join user_account a on a.institution_id = s.institution_id and a.user_id = s.user_id
    where s.institution_id = ${institutionId} and s.expires_at > ${now}
      and s.token_hash = any (array(select decode(h, 'hex') from unnest(${sql.val(hashes)}::text[]) h))
      and a.status = 'ACTIVE' and (a.expiry_date is null or a.expiry_date >= ${today}::date)`.execute(ctx.db)
  return new Map(rows.map(row => [row.token_hash, row]))
})
