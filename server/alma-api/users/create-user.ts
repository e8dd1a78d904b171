import { sql } from 'kysely'
import type { AlmaTree } from '../../alma-user/alma-tree.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { splitPath } from '../../fields/catalogue.ts'
import type { Patch, RecordDocument } from '../../fields/document.ts'
import { findPartner, linkTo, readElsewhere, type Source } from '../../registration/elsewhere.ts'
import { readEditScope } from '../../rules/edit-scope.ts'
import { applied } from '../../rules/judge-record.ts'
import { queueInvitation } from '../../sso/invite-to-social-login.ts'
import { createByProgram } from '../../users/create-by-program.ts'
import type { Call } from '../call.ts'
import { keyOf, usersNamed } from '../find-user.ts'
import { idIn } from '../id-in.ts'
import type { Answer } from '../operation.ts'
import { refuse } from '../refusal.ts'
import { readIncoming, statedFields, swapUser } from './incoming-user.ts'
import { readUserBody } from './read-user-body.ts'
import { refuseWriting } from './refuse-writing.ts'
import { byRegistration, wantsRegistration } from './rules-of-call.ts'
import { findCopy } from './source-user.ts'
import { newAccount } from './stated-account.ts'
import { tellPin } from './update-user.ts'
import { answerUser } from './user-answer.ts'

/** Creates the user in the body (facts: alma-api §2.4), perhaps as the copy of one of another institution. */
export async function createUser(ctx: Context, call: Call): Promise<Answer> {
  const source = await sourceOf(ctx, call)
  const tree = readUserBody(call)
  const { record_type, ...account } = newAccount(statedFields(ctx, tree), { isLinked: source !== undefined })
  const registers = await wantsRegistration(ctx, call)
  const { values, password } = await valuesOf(ctx, tree, { ...account, record_type })
  const copied = source ? copiedValues(await readElsewhere(ctx, source), values) : {}
  const { userId } = await createByProgram(ctx, {
    recordType: record_type,
    values: { ...copied, ...values },
    program: account,
    ...(password === undefined ? {} : { password }),
    completes: async ({ record, given }, inner) => ({
      ...given,
      ...(registers ? onlySet(await byRegistration(inner, { ...record, ...given })) : {}),
      ...(source ? await linkTo(inner, source) : {}),
    }),
  })
  await tellPin(ctx, call, { userId, patch: values })
  if (call.query.flag('social_authentication')) await invite(ctx, call, userId)
  return answerUser(ctx, userId)
}

/** What an object says that is not what every new record has anyway. */
async function valuesOf(ctx: Context, tree: AlmaTree, bare: RecordDocument) {
  const incoming = readIncoming(ctx, tree, bare['account_type'])
  const scope = await readEditScope(ctx, { isOpen: true, isProgram: true })
  const { edit } = await swapUser(ctx, bare, { incoming, overrides: new Set(), scope })
  return { values: onlySet(edit), password: incoming.password }
}

const onlySet = (patch: Patch): RecordDocument => applied({}, patch)

/** What is taken over from the source where the object says nothing; kinds of elements as a whole. */
function copiedValues(copy: RecordDocument, values: RecordDocument): RecordDocument {
  const given = new Set(Object.keys(values).map(path => splitPath(path).kind))
  return Object.fromEntries(Object.entries(copy).filter(([path]) => !given.has(splitPath(path).kind)))
}

/** The user of a partner whom the new one is a copy of. Throws 401664, 401651, 60226, and 401851 if there is a copy. */
async function sourceOf(ctx: Context, { query }: Call): Promise<Source | undefined> {
  const code = query.text('source_institution_code')
  const id = query.text('source_user_id')
  if (code === undefined && id === undefined) return undefined
  if (code === undefined) throw refuse('401664', { field: 'source_institution_code' })
  if (id === undefined) throw refuse('401664', { field: 'source_user_id' })
  const partner = await findPartner(ctx, code)
  if (!partner) throw refuseWriting('401651', { code })
  if ((await findCopy(ctx, { institution: code, id })) !== undefined)
    throw refuseWriting('401851', { id, type: code })
  const { rows } = await sql<{ user_id: number }>`
    select n.user_id from (${usersNamed(partner.institution_id, [keyOf({ id, type: 'all_unique' })])}) n`.execute(
    ctx.db,
  )
  const source = { institution: code, userId: rows[0]?.user_id ?? idIn(id) ?? 0 }
  await linkTo(ctx, source).catch(error => {
    throw isNotFound(error) ? refuseWriting('60226', { id, code }) : error
  })
  return source
}

const isNotFound = (error: unknown): boolean => error instanceof AppError && error.code === 'not_found'

/** The user is there already: an invitation that cannot be sent, or leads nowhere, is no reason to say otherwise. */
async function invite(ctx: Context, call: Call, userId: number): Promise<void> {
  const entrance = new URL(call.linkTo('')).origin
  await queueInvitation(ctx, { userId, entrance }).catch(error => {
    if (!(error instanceof AppError)) throw error
  })
}
