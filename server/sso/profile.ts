import { sql } from 'kysely'
import { type ProfileKind, profileFields } from '../../contract/sso.ts'
import type { Context } from '../context.ts'
import { deriveKey } from '../master-key.ts'
import { seal, unseal } from '../vault/cipher.ts'

/** A profile as providers use it: its settings with fallbacks and secrets filled in. Never to be shown or logged. */
export type Profile = {
  profileId: number
  code: string
  kind: ProfileKind
  matchBy: string
  settings: Readonly<Record<string, string>>
}

export type Secrets = Record<string, string>

type Row = {
  profile_id: number
  code: string
  kind: ProfileKind
  match_by: string
  settings: Record<string, string>
  sealed_secrets: Buffer | null
}

/** The profile of one code if it is in use, or one in whatever state. */
export async function findProfile(
  ctx: Context,
  by: { code: string } | { anyCode: string } | { profileId: number },
): Promise<Profile | undefined> {
  const which =
    'profileId' in by
      ? sql`profile_id = ${by.profileId}`
      : 'code' in by
        ? sql`is_active and code = ${by.code}`
        : sql`code = ${by.anyCode}`
  const { rows } = await sql<Row>`select profile_id, code, kind, match_by, settings, sealed_secrets
    from sign_in_profile where institution_id = ${ctx.institution.institutionId} and ${which}`.execute(ctx.db)
  const row = rows[0]
  if (!row) return undefined
  const fallbacks = profileFields[row.kind].flatMap(({ name, fallback }) =>
    fallback ? [[name, fallback]] : [],
  )
  return {
    profileId: row.profile_id,
    code: row.code,
    kind: row.kind,
    matchBy: row.match_by,
    settings: {
      ...Object.fromEntries(fallbacks),
      ...row.settings,
      ...openSecrets(ctx, row.code, row.sealed_secrets),
    },
  }
}

/** Secrets under a key of their own; bound to the profile, so that a row with another's secrets is worth nothing. */
export function sealSecrets(ctx: Context, code: string, secrets: Secrets): Buffer | null {
  if (Object.keys(secrets).length === 0) return null
  return seal(keyOf(ctx), Buffer.from(JSON.stringify(secrets)), placeOf(ctx, code))
}

export function openSecrets(ctx: Context, code: string, sealed: Buffer | null): Secrets {
  if (sealed === null) return {}
  return JSON.parse(unseal(keyOf(ctx), sealed, placeOf(ctx, code)).toString('utf8')) as Secrets
}

const keyOf = (ctx: Context): Buffer => deriveKey(ctx.masterKey, 'sign-in profiles')
const placeOf = (ctx: Context, code: string): string => `${ctx.institution.institutionId}/${code}`
