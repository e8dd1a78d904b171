import { type LetterOptions, staffLetterCodes } from '../../contract/letters.ts'
import { requirePermission } from '../access/require-permission.ts'
import type { Context } from '../context.ts'
import { readAddressee } from './addressee.ts'
import { type MailDoor, prospectsOf } from './hindrance.ts'
import { readLetterSettings } from './letter-settings.ts'
import { refusalOf } from './queue-letter.ts'
import { readStanding } from './standing.ts'

/** Who would get a letter to this user now, and about what it could be. */
export async function readLetterOptions(
  ctx: Context,
  door: MailDoor,
  userId: number,
): Promise<LetterOptions> {
  requirePermission(ctx, 'letters.send')
  const addressee = await readAddressee(ctx, userId)
  const { recipient, cc } = addressee
  const { balance, pin } = await readStanding(ctx, userId)
  const settings = await readLetterSettings(ctx)
  const { fromAddress, disableFromAddress } = ctx.institution.settings
  return {
    ...(recipient === undefined ? {} : { recipient }),
    cc,
    balance,
    hasPin: pin !== null,
    refused: staffLetterCodes.flatMap(letter => {
      const setting = settings.get(letter) ?? { isEnabled: true }
      const rule = refusalOf(letter, { setting, addressee })?.rule
      return rule === 'letter_disabled' || rule === 'opted_out' ? [{ letter, rule }] : []
    }),
    ...(fromAddress === '' ? {} : { fromAddress }),
    isFromLocked: disableFromAddress,
    ...prospectsOf(ctx, door, recipient),
  }
}
