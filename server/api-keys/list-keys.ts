import { sql } from 'kysely'
import type { ApiAreas, ApiKey } from '../../contract/api-keys.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { stateOf } from './key-state.ts'

type Row = {
  api_key_id: number
  name: string
  description: string
  hint: string
  areas: ApiAreas
  address_ranges: string[]
  expiry_date: string | null
  is_active: boolean
  created_by: string
  created_at: Date
  last_used_at: Date | null
  last_used_from: string | null
}

/** Every key of the institution by name, without the key itself, which nobody has but the program. */
export async function listKeys(ctx: Context): Promise<{ items: ApiKey[] }> {
  requirePermission(ctx, 'configuration.view')
  const { rows } = await sql<Row>`
    select api_key_id, name, description, hint, areas, address_ranges, expiry_date, is_active, created_by, created_at,
      last_used_at, last_used_from
    from api_key where institution_id = ${ctx.institution.institutionId} order by lower(name), api_key_id`.execute(
    ctx.db,
  )
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  return { items: rows.map(row => shown(row, today)) }
}

/** One of them, as it stands in the transaction of `ctx`. */
export async function readKey(ctx: Context, apiKeyId: number): Promise<ApiKey> {
  const found = (await listKeys(ctx)).items.find(one => one.apiKeyId === apiKeyId)
  if (!found) throw appError('not_found', { entity: 'api_key', id: apiKeyId })
  return found
}

function shown(row: Row, today: string): ApiKey {
  return {
    apiKeyId: row.api_key_id,
    name: row.name,
    description: row.description,
    hint: row.hint,
    areas: row.areas,
    addressRanges: row.address_ranges,
    isActive: row.is_active,
    state: stateOf(row, today),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    ...(row.expiry_date ? { expiryDate: row.expiry_date } : {}),
    ...(row.last_used_at ? { lastUsedAt: row.last_used_at.toISOString() } : {}),
    ...(row.last_used_from ? { lastUsedFrom: row.last_used_from } : {}),
  }
}
