import { sql } from 'kysely'
import { type ChangeSource, openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { momentText } from '../fields/complete.ts'
import { storePassword } from './passwords.ts'

type PasswordChange = {
  userId: number
  password: string
  source: ChangeSource
  /** The person must choose another one at the next sign-in. */
  mustChange?: boolean
  /** Token hash of the session in which it happens; all others of the user end. */
  keepSession?: Buffer
}

/**
 * Sets the password of a user, in the transaction of `ctx.db`. The record gets its moment by the write path, so that the
 * history says that it changed, when and by whom, and never what (features I1). Sessions and mailed links of before end.
 */
export async function changePassword(ctx: Context, change: PasswordChange): Promise<void> {
  const { userId, source, mustChange } = change
  await replacePassword(ctx, change)
  const patch = {
    password_changed_at: momentText(ctx.now()),
    force_password_change: mustChange ? true : null,
  }
  await writePatches(ctx, await openChangeSet(ctx, { source }), patchRelation([{ userId, patch }]))
}

/** The same without the record, for who writes that as well. */
export async function replacePassword(
  ctx: Context,
  { userId, password, keepSession }: Pick<PasswordChange, 'userId' | 'password' | 'keepSession'>,
): Promise<void> {
  const { institutionId } = ctx.institution
  await storePassword(ctx.db, { institutionId, userId }, password)
  await sql`delete from session where institution_id = ${institutionId} and (user_id = ${userId} or simulates = ${userId})
    and token_hash is distinct from ${keepSession ?? null}::bytea`.execute(ctx.db)
  await sql`delete from sign_in_ticket
    where institution_id = ${institutionId} and user_id = ${userId}`.execute(ctx.db)
}
