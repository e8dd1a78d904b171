import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { findProfile } from './profile.ts'
import { samlMetadata } from './saml.ts'

/** Our SAML metadata, for whoever sets the identity provider up, also before the profile is in use. */
export async function readMetadata(ctx: Context, code: string, origin: string): Promise<string> {
  const profile = await findProfile(ctx, { anyCode: code })
  if (profile?.kind !== 'SAML') throw appError('not_found', { entity: 'sign_in_profile' })
  return samlMetadata(profile, origin)
}
