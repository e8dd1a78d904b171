import type { LetterOptions } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { readAddressee } from './addressee.ts'
import { type MailDoor, prospectsOf } from './hindrance.ts'
import { readStanding } from './standing.ts'

/** Who would get a letter to this user now, and about what it could be. */
export async function readLetterOptions(
  ctx: Context,
  door: MailDoor,
  userId: number,
): Promise<LetterOptions> {
  requirePermission(ctx, 'letters.send')
  const { recipient, cc } = await readAddressee(ctx, userId)
  const { balance, pin } = await readStanding(ctx, userId)
  return {
    ...(recipient === undefined ? {} : { recipient }),
    cc,
    balance,
    hasPin: pin !== null,
    ...prospectsOf(ctx, door, recipient),
  }
}
