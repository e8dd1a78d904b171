import type { ProfileTestResult } from '../../contract/sso.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { probes } from './probes.ts'
import { findProfile } from './profile.ts'

/** Asks the provider of a profile, active or not, whether it is there and takes what we show it. Signs nobody in. */
export async function testProfile(
  ctx: Context,
  { profileId, origin }: { profileId: number; origin: string },
): Promise<{ result: ProfileTestResult }> {
  requirePermission(ctx, 'configuration.edit')
  const profile = await findProfile(ctx, { profileId })
  if (!profile) throw appError('not_found', { entity: 'sign_in_profile', id: profileId })
  return { result: await probes[profile.kind](profile, origin).catch(() => 'unreachable' as const) }
}
