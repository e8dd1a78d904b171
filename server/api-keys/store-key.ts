import { sql } from 'kysely'
import type { ApiKey, createApiKey } from '../../contract/api-keys.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { hashToken, newToken } from '../access/sessions.ts'
import { dateIn, isDate } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { findNoRange } from '../institutions/address-ranges.ts'
import { recordSettings } from '../institutions/settings-history.ts'
import { readKey } from './list-keys.ts'

export type KeyDraft = BodyOf<typeof createApiKey>

const hintLength = 4

/** A key that nobody had, and what is kept of it. */
export function newKey(): { key: string; kept: { key_hash: Buffer; hint: string } } {
  const key = newToken()
  return { key, kept: { key_hash: hashToken(key), hint: key.slice(-hintLength) } }
}

/** The columns that adding and editing write; throws `invalid_values` with all that is wrong. `stored`: as it was before. */
export async function judgedColumns(ctx: Context, draft: KeyDraft, stored?: ApiKey) {
  const name = draft.name.trim()
  const ranges = draft.addressRanges.map(range => range.trim()).filter(range => range !== '')
  const problems = [
    ...(await judgeName(ctx, name, stored)),
    ...(Object.keys(draft.areas).length === 0 ? [{ field: 'areas', rule: 'one_needed' }] : []),
    ...judgeRanges(ranges),
    ...judgeExpiry(ctx, draft.expiryDate, stored),
  ]
  if (problems.length > 0) throw appError('invalid_values', { problems })
  return {
    name,
    description: draft.description?.trim() ?? '',
    areas: JSON.stringify(draft.areas),
    address_ranges: ranges,
    expiry_date: draft.expiryDate ?? null,
    is_active: draft.isActive,
  }
}

/** Names tell in histories which program it was, so that no two keys share one. */
async function judgeName(ctx: Context, name: string, stored?: ApiKey): Promise<FieldProblem[]> {
  if (name === '') return [{ field: 'name', rule: 'required' }]
  const { rows } = await sql`select from api_key where institution_id = ${ctx.institution.institutionId}
    and lower(name) = lower(${name}) and api_key_id is distinct from ${stored?.apiKeyId ?? null}`.execute(
    ctx.db,
  )
  return rows.length > 0 ? [{ field: 'name', rule: 'taken' }] : []
}

function judgeRanges(ranges: readonly string[]): FieldProblem[] {
  const wrong = findNoRange(ranges)
  return wrong === undefined ? [] : [{ field: 'addressRanges', rule: 'not_an_ip_range', limit: wrong }]
}

/** A day that has passed may stay, and not be chosen. */
function judgeExpiry(ctx: Context, day: string | undefined, stored?: ApiKey): FieldProblem[] {
  if (day === undefined || day === stored?.expiryDate) return []
  if (!isDate(day)) return [{ field: 'expiryDate', rule: 'not_a_date' }]
  const isPast = day < dateIn(ctx.institution.timeZone, ctx.now())
  return isPast ? [{ field: 'expiryDate', rule: 'date_in_past' }] : []
}

/** Locks a key and gives it as it stands; throws `not_found`. */
export async function lockKey(ctx: Context, apiKeyId: number): Promise<ApiKey> {
  await sql`select from api_key where institution_id = ${ctx.institution.institutionId}
    and api_key_id = ${apiKeyId} for update`.execute(ctx.db)
  return readKey(ctx, apiKeyId)
}

/** Who changed what of a key, kept where other changes of the configuration are. */
export async function recordKeyChange(
  ctx: Context,
  apiKeyId: number,
  change: { old?: ApiKey; new?: ApiKey },
): Promise<void> {
  await recordSettings(ctx, [{ key: `apiKey.${apiKeyId}`, old: told(change.old), new: told(change.new) }])
}

/** What people decide; the hint changes with the key. */
function told(key: ApiKey | undefined) {
  if (key === undefined) return undefined
  const { name, description, areas, addressRanges, expiryDate, isActive, hint } = key
  return { name, description, areas, addressRanges, expiryDate, isActive, hint }
}
