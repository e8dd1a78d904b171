import type { UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { momentText } from '../fields/complete.ts'
import type { RecordDocument } from '../fields/document.ts'
import { addUser, type CreateInput, type Draft } from './create-user.ts'
import { retryingNames } from './retrying-names.ts'

export type ProgramInput = Omit<CreateInput, 'acceptLookAlikes' | 'acceptReissue'> & {
  program: NonNullable<CreateInput['program']>
  /** What rules of the institution add to the record, its roles by rule among it. */
  completes: (draft: Draft, ctx: Context) => Promise<RecordDocument>
}

/**
 * Adds one user whom a program brings. It knows people by its own identifiers: nobody is asked about those who look the same,
 * nor about names that somebody had who was removed, as the student system is not either.
 */
export async function createByProgram(
  ctx: Context,
  { completes, ...input }: ProgramInput,
): Promise<UserRecord> {
  requirePermission(ctx, 'users.add')
  if (input.password !== undefined) requirePermission(ctx, 'users.set_password')
  const change: RecordDocument =
    input.password === undefined ? {} : { password_changed_at: momentText(ctx.now()) }
  const accepted = { ...input, acceptLookAlikes: true, acceptReissue: true }
  return retryingNames(() =>
    addUser(ctx, accepted, async (draft, inner) => ({ ...(await completes(draft, inner)), ...change })),
  )
}
