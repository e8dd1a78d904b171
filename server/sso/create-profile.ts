import type { BodyOf } from '../../contract/endpoint.ts'
import type { createSignInProfile, SignInProfile } from '../../contract/sso.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { readProfile } from './list-profiles.ts'
import { columnsOf, judgedSettings, recordProfileChange } from './store-profile.ts'

/** Adds a profile. Its code becomes part of addresses that the provider is told. */
export async function createProfile(
  ctx: Context,
  input: BodyOf<typeof createSignInProfile>,
  origin: string,
): Promise<SignInProfile> {
  requirePermission(ctx, 'configuration.edit')
  const { code } = input
  if (!/^[A-Za-z0-9_-]+$/.test(code)) {
    throw appError('invalid_values', { problems: [{ field: 'code', rule: 'wrong_form' }] })
  }
  const { name, isActive, matchBy } = input
  const profile = { name, isActive, matchBy, ...(await judgedSettings(ctx, input)) }
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    await db
      .insertInto('sign_in_profile')
      .values({
        institution_id: ctx.institution.institutionId,
        code,
        kind: input.kind,
        ...columnsOf(ctx, code, profile),
      })
      .execute()
    await recordProfileChange(inner, code, { new: profile })
    return readProfile(inner, code, origin)
  })
}
