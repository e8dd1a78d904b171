import type { Context } from '../../context.ts'
import type { Patch, RecordDocument } from '../../fields/document.ts'
import { queueIfWanted } from '../../letters/queue-letter.ts'
import { applied } from '../../rules/judge-record.ts'
import { replaceUser } from '../../users/replace-user.ts'
import type { Call } from '../call.ts'
import { findUser } from '../find-user.ts'
import type { Answer } from '../operation.ts'
import { readIncoming, statedFields, swapUser } from './incoming-user.ts'
import { readUserBody } from './read-user-body.ts'
import { byAssignment, byRegistration, wantsRegistration } from './rules-of-call.ts'
import { changedAccount } from './stated-account.ts'
import { answerUser } from './user-answer.ts'

/** Replaces a user by the object in the body (facts: alma-api §2.6), and answers what came of it. */
export async function updateUser(ctx: Context, call: Call): Promise<Answer> {
  const { userId } = await findUser(ctx, call)
  const tree = readUserBody(call)
  const fields = statedFields(ctx, tree)
  const overrides = new Set(call.query.list('override').map(name => name.toLowerCase()))
  const completes = await completionFor(ctx, call)
  const patch = await replaceUser(ctx, {
    userId,
    replacementOf: async (record, inner, scope) => {
      const stated = changedAccount(record, fields)
      const meant = applied(record, stated)
      const incoming = readIncoming(inner, tree, meant['account_type'])
      const swap = await swapUser(inner, meant, { incoming, overrides, scope })
      return { stated, ...swap, password: incoming.password, completes }
    },
  })
  await tellPin(ctx, call, { userId, patch })
  return answerUser(ctx, userId)
}

/** What the rules that the call asks for add to the record. */
async function completionFor(ctx: Context, call: Call) {
  const recalculates = call.query.flag('recalculate_roles')
  const registers = await wantsRegistration(ctx, call)
  return async (after: RecordDocument, inner: Context): Promise<Patch> => {
    const roles = recalculates ? await byAssignment(inner, after) : {}
    return registers ? { ...roles, ...(await byRegistration(inner, applied(after, roles))) } : roles
  }
}

/** A letter with a PIN that is new, if the call asks for one and there is somewhere to send it. */
export async function tellPin(
  ctx: Context,
  call: Call,
  { userId, patch }: { userId: number; patch: Patch },
): Promise<void> {
  const pin = patch['pin_number']
  if (typeof pin !== 'string' || !call.query.flag('send_pin_number_letter')) return
  await queueIfWanted(ctx, { userId, letter: 'pin_number', values: { pin } })
}
