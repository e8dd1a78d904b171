import { sql } from 'kysely'
import type { ApiAreas } from '../../contract/api-keys.ts'
import type { Admitted } from '../access/admitted.ts'
import { hashToken, isToken } from '../access/sessions.ts'
import { dateIn } from '../calendar.ts'
import type { Actor, Context } from '../context.ts'
import { asOf } from '../db/as-of.ts'
import { prepared } from '../db/prepared.ts'
import { readFirst } from '../db/read-first.ts'
import { isInRanges } from '../institutions/address-ranges.ts'
import { isInForce } from './key-state.ts'
import { permissionsIn } from './permissions-of-areas.ts'

type Scope = Omit<Context, 'actor'>
type KeyActor = Extract<Actor, { kind: 'key' }>

export type Admission =
  | ({ isAdmitted: true; areas: ApiAreas } & Admitted<KeyActor>)
  | { isAdmitted: false; why: 'no_such_key' | 'wrong_address' }

/** When a key was used is written at most once in so many minutes, so that reading stays reading. */
const noteMinutes = 1

/**
 * Who calls with this key from this address, at this moment (see `readFirst`): whatever an administrator takes away is gone
 * at once. The key is looked for by its hash: how long that takes says nothing about keys that there are.
 */
export async function admitKey(
  ctx: Scope,
  { key, address }: { key: string | undefined; address: string },
): Promise<Admission> {
  const row = isToken(key) ? await readByHash(ctx, hashToken(key).toString('hex')) : undefined
  if (row === undefined) return { isAdmitted: false, why: 'no_such_key' }
  const { api_key_id: apiKeyId, name, areas, address_ranges } = row
  if (address_ranges.length > 0 && !isInRanges(address_ranges, address)) {
    return { isAdmitted: false, why: 'wrong_address' }
  }
  if (row.must_note) await noteUse(ctx, row.key_hash, address)
  return {
    isAdmitted: true,
    actor: { kind: 'key', apiKeyId, name, permissions: permissionsIn(areas), libraries: 'all' },
    areas,
    asOf: row.asOf,
  }
}

type Row = {
  key_hash: string
  api_key_id: number
  name: string
  areas: ApiAreas
  address_ranges: string[]
  must_note: boolean
  asOf: string
}

const readByHash = readFirst(async (ctx: Scope, hashes: readonly string[]): Promise<Map<string, Row>> => {
  const { institutionId, timeZone } = ctx.institution
  const { rows } = await sql<Row>`${prepared}
      select encode(key_hash, 'hex') as key_hash, api_key_id, name, areas, address_ranges, ${isUnnoted(ctx)} as must_note,
        ${asOf(ctx.now())} as "asOf"
      from api_key where institution_id = ${institutionId} and ${isInForce(dateIn(timeZone, ctx.now()))}
        and key_hash = any (array(select decode(h, 'hex') from unnest(${sql.val(hashes)}::text[]) h))`.execute(
    ctx.db,
  )
  return new Map(rows.map(row => [row.key_hash, row]))
})

const isUnnoted = ({ now }: Scope) =>
  sql<boolean>`coalesce(last_used_at <= ${now()}::timestamptz - make_interval(mins => ${noteMinutes}), true)`

/** By the hash, so that the entry of a key that was replaced meanwhile stays unused. */
async function noteUse(ctx: Scope, hash: string, address: string): Promise<void> {
  await sql`update api_key set last_used_at = ${ctx.now()}, last_used_from = ${address}
    where institution_id = ${ctx.institution.institutionId} and key_hash = decode(${hash}, 'hex')
      and ${isUnnoted(ctx)}`.execute(ctx.db)
}
