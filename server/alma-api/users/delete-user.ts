import type { Context } from '../../context.ts'
import { deleteUser as remove } from '../../deletion/delete-user.ts'
import type { Call } from '../call.ts'
import { findUser } from '../find-user.ts'
import type { Answer } from '../operation.ts'

/** Deletes a user as staff do (facts: alma-api §2.5); it can be taken back for as long. */
export async function deleteUser(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  await remove(ctx, { userId })
  return 'nothing'
}
