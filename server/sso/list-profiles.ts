import { sql } from 'kysely'
import type { ProfileKind, SignInProfile } from '../../contract/sso.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { addressesFor } from './addresses.ts'
import { openSecrets } from './profile.ts'

type Row = {
  profile_id: number
  code: string
  kind: ProfileKind
  name: string
  is_active: boolean
  match_by: string
  settings: Record<string, string>
  sealed_secrets: Buffer | null
  updated_by: string
  updated_at: Date
}

/** Every profile with what may be known of it; of secrets only whether they are set. */
export async function listProfiles(ctx: Context, origin: string): Promise<{ items: SignInProfile[] }> {
  requirePermission(ctx, 'configuration.view')
  const { rows } = await sql<Row>`
    select profile_id, code, kind, name, is_active, match_by, settings, sealed_secrets, updated_by, updated_at
    from sign_in_profile where institution_id = ${ctx.institution.institutionId}
    order by name, profile_id`.execute(ctx.db)
  return { items: rows.map(row => shown(ctx, row, origin)) }
}

/** One of them, as it stands in the transaction of `ctx`. */
export async function readProfile(ctx: Context, code: string, origin: string): Promise<SignInProfile> {
  const found = (await listProfiles(ctx, origin)).items.find(one => one.code === code)
  if (!found) throw appError('not_found', { entity: 'sign_in_profile' })
  return found
}

function shown(ctx: Context, row: Row, origin: string): SignInProfile {
  return {
    profileId: row.profile_id,
    code: row.code,
    kind: row.kind,
    name: row.name,
    isActive: row.is_active,
    matchBy: row.match_by,
    settings: row.settings,
    secrets: Object.keys(openSecrets(ctx, row.code, row.sealed_secrets)),
    addresses: addressesFor(row.kind, { origin, code: row.code }),
    updatedBy: row.updated_by,
    updatedAt: row.updated_at.toISOString(),
  }
}
