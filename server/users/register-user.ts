import type { BodyOf } from '../../contract/endpoint.ts'
import type { registerUser as Register, TermsToday } from '../../contract/registration.ts'
import type { UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { dateIn, isDate } from '../calendar.ts'
import type { Context } from '../context.ts'
import { appError } from '../errors.ts'
import { completeElement } from '../fields/complete.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { queueIfWanted } from '../letters/queue-letter.ts'
import { factsOf } from '../registration/assignment.ts'
import { linkTo } from '../registration/elsewhere.ts'
import { termsFor } from '../registration/terms.ts'
import { toggledAccount } from '../rules/toggle-account-type.ts'
import { addUser, type Draft, isPatronRole } from './create-user.ts'

type Input = BodyOf<typeof Register>

/**
 * Registers a patron at a desk (features K3): on the terms of use of the user group, and with the Patron role alone,
 * whatever else the rules would give; who works at a desk makes nobody a member of staff.
 */
export async function registerUser(ctx: Context, input: Input): Promise<UserRecord> {
  requirePermission(ctx, 'users.register')
  const today = dateIn(ctx.institution.timeZone, ctx.now())
  const terms = await termsOf(ctx, input, today)
  const roleEnd = input.roleExpiryDate === undefined ? (terms?.roleExpiryDate ?? null) : input.roleExpiryDate
  refuseEnd(roleEnd, today)
  const { expiry_date: expiryDate = terms?.expiryDate ?? null } = input.values
  const values = { ...input.values, expiry_date: expiryDate }
  const record = await addUser(ctx, { ...input, values }, async (draft, inner) => ({
    ...patronRoles(draft, roleEnd),
    ...(input.hasInstitutionalRecord ? externalAccount(inner, draft.record) : {}),
    ...(input.linkedTo ? await linkTo(inner, input.linkedTo) : {}),
  }))
  await welcome(ctx, record)
  return record
}

/** Not everybody has an address, and not every institution writes. */
async function welcome(ctx: Context, { userId, values }: UserRecord): Promise<void> {
  const expiryDate = String(values['expiry_date'] ?? '')
  const letter = {
    letter: 'user_registration',
    values: { primaryId: String(values['primary_id']), expiryDate },
  } as const
  await queueIfWanted(ctx, { userId, ...letter })
}

function termsOf(ctx: Context, input: Input, today: string): Promise<TermsToday | undefined> {
  const accountType = input.hasInstitutionalRecord ? 'EXTERNAL' : 'INTERNAL'
  const record = {
    ...input.values,
    record_type: input.recordType,
    account_type: accountType,
  } as RecordDocument
  return termsFor(ctx, factsOf(record), today)
}

function refuseEnd(date: string | null, today: string): void {
  if (date === null) return
  const rule = !isDate(date) ? 'not_a_date' : date < today ? 'date_in_past' : undefined
  if (rule) throw appError('invalid_values', { problems: [{ field: 'roleExpiryDate', rule }] })
}

function patronRoles({ given }: Draft, end: string | null): RecordDocument {
  const roles = Object.entries(given).filter(([, role]) => isPatronRole(role))
  const withEnd = (role: Json) =>
    completeElement('role', {
      ...(role as Record<string, Json>),
      ...(end === null ? {} : { expiry_date: end }),
    })
  return Object.fromEntries(roles.map(([path, role]) => [path, withEnd(role)]))
}

/** The account that the next load of the student system takes over; it must be able to recognise it. */
function externalAccount(ctx: Context, record: RecordDocument): RecordDocument {
  const type = ctx.institution.settings.institutionalIdentifierType
  const hasOne = Object.entries(record).some(
    ([path, element]) =>
      path.startsWith('identifier/') && (element as Record<string, Json>)['id_type'] === type,
  )
  if (type !== 'USERNAME' && !hasOne)
    throw appError('invalid_values', {
      problems: [{ field: 'identifier', rule: 'institutional_needed', limit: type }],
    })
  return toggledAccount(record, 'EXTERNAL') as RecordDocument
}
