import { sql } from 'kysely'
import { type ProfileKind, profileFields, type SignInProfile } from '../../contract/sso.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { readCodeRules } from '../institutions/code-rules.ts'
import { recordSettings } from '../institutions/settings-history.ts'
import { judgeProfile, type ProfileDraft } from './judge-profile.ts'
import { openSecrets, type Secrets, sealSecrets } from './profile.ts'

export type Sorted = { settings: Record<string, string>; secrets: Secrets }

/** Throws `invalid_values` with all that is wrong; gives the settings, tidied, without the secrets among them. */
export async function judgedSettings(ctx: Context, draft: ProfileDraft): Promise<Sorted> {
  const problems = judgeProfile(draft, await readCodeRules(ctx))
  if (problems.length > 0) throw appError('invalid_values', { problems })
  const sorted: Sorted = { settings: {}, secrets: {} }
  for (const { name, isSecret } of profileFields[draft.kind]) {
    const value = isSecret ? draft.settings[name] : draft.settings[name]?.trim()
    if (value) sorted[isSecret ? 'secrets' : 'settings'][name] = value
  }
  return sorted
}

export type StoredProfile = Pick<SignInProfile, 'name' | 'isActive' | 'matchBy'> & Sorted

export type LockedProfile = { code: string; kind: ProfileKind; stored: StoredProfile }

/** Locks a profile and gives it as it stands; throws `not_found`. */
export async function lockProfile(ctx: Context, profileId: number): Promise<LockedProfile> {
  const { rows } = await sql<{
    code: string
    kind: ProfileKind
    name: string
    is_active: boolean
    match_by: string
    settings: Record<string, string>
    sealed_secrets: Buffer | null
  }>`select code, kind, name, is_active, match_by, settings, sealed_secrets from sign_in_profile
    where institution_id = ${ctx.institution.institutionId} and profile_id = ${profileId} for update`.execute(
    ctx.db,
  )
  const row = rows[0]
  if (!row) throw appError('not_found', { entity: 'sign_in_profile', id: profileId })
  const { code, kind, name, settings } = row
  const secrets = openSecrets(ctx, code, row.sealed_secrets)
  return { code, kind, stored: { name, isActive: row.is_active, matchBy: row.match_by, settings, secrets } }
}

/** The columns that both adding and changing write. */
export function columnsOf(ctx: Context, code: string, profile: StoredProfile) {
  return {
    name: profile.name.trim(),
    is_active: profile.isActive,
    match_by: profile.matchBy,
    settings: JSON.stringify(profile.settings),
    sealed_secrets: sealSecrets(ctx, code, profile.secrets),
    updated_by: ctx.actor.name,
    updated_at: ctx.now(),
  }
}

/** Who changed what of a profile, kept where other changes of the configuration are; of secrets only which there are. */
export async function recordProfileChange(
  ctx: Context,
  code: string,
  change: { old?: StoredProfile; new?: StoredProfile },
): Promise<void> {
  const told = (profile?: StoredProfile) => profile && { ...profile, secrets: Object.keys(profile.secrets) }
  await recordSettings(ctx, [{ key: `signInProfile.${code}`, old: told(change.old), new: told(change.new) }])
}
