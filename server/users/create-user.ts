import { sql } from 'kysely'
import type { RecordType } from '../../contract/configuration.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { UserRecord } from '../../contract/users.ts'
import { requirePermission } from '../access/require-permission.ts'
import { openChangeSet } from '../changes/change-set.ts'
import { createUsers, newUserIds } from '../changes/create-users.ts'
import { removedNames } from '../changes/removed-names.ts'
import type { Context } from '../context.ts'
import { passwordProblems } from '../credentials/password-rules.ts'
import { storePassword } from '../credentials/passwords.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { momentText } from '../fields/complete.ts'
import type { Json, RecordDocument } from '../fields/document.ts'
import { segments } from '../fields/segments.ts'
import { newRoles, readAssignment } from '../registration/assignment.ts'
import { type EditScope, readEditScope } from '../rules/edit-scope.ts'
import { requireFieldRights } from '../rules/field-rights.ts'
import { judgeNew, type NewAccount } from '../rules/judge-new.ts'
import { identifierIn } from '../rules/judge-record.ts'
import { heldRole } from '../rules/judge-role.ts'
import { refuseTaken } from './edit-user.ts'
import { namingValues, refusedValues } from './program-values.ts'
import { readUser } from './read-user.ts'
import { refuseLookAlikes } from './refuse-look-alikes.ts'
import { refuseProxies } from './refuse-proxies.ts'
import { withPrimaryId } from './with-primary-id.ts'

export type CreateInput = {
  recordType: RecordType
  values: Record<string, unknown>
  /** The person who enters it has seen those who look the same, and means somebody else. */
  acceptLookAlikes?: boolean
  /** Staff mean to give out again what somebody who was removed was called (features D4). */
  acceptReissue?: boolean
  /** The new user acts for this one in everything. */
  fulfillmentProxyFor?: number
  /** What the new user signs in with (features B6). */
  password?: string
  /** A program gives a whole record; without a primary identifier one is made of the names. */
  program?: Omit<NewAccount, 'record_type'>
}

/** Adds one user (features K1). Refused with the list of those who look the same, until that is accepted (K2). */
export async function createUser(ctx: Context, input: CreateInput): Promise<UserRecord> {
  requirePermission(ctx, 'users.add')
  if (input.password === undefined) return addUser(ctx, input, ({ given }) => given)
  requirePermission(ctx, 'users.set_password')
  return addUser(ctx, input, ({ given }) => ({ ...given, password_changed_at: momentText(ctx.now()) }))
}

/** A record that is about to be written, and the roles that the rules give it if it names none. */
export type Draft = { record: RecordDocument; given: RecordDocument; scope: EditScope }

/** Judges and writes one user, with what `completes` adds to what was entered. */
export function addUser(
  ctx: Context,
  input: CreateInput,
  completes: (draft: Draft, ctx: Context) => RecordDocument | Promise<RecordDocument>,
): Promise<UserRecord> {
  requireFieldRights(ctx, Object.keys(input.values))
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const { program, recordType } = input
    const scope = await readEditScope(inner, { isOpen: false, isProgram: program !== undefined })
    const values = program ? await withPrimaryId(inner, input.values) : withSponsor(input)
    const judged = judgeNew(program ? { record_type: recordType, ...program } : recordType, values, scope)
    const problems = [...judged.problems, ...problemsOfPassword({ ...input, values })]
    if (problems.length > 0)
      throw program
        ? refusedValues(problems, { edit: values, recordType })
        : appError('invalid_values', { problems })
    const entered = asFulfillmentProxy(judged.record)
    const given = await rolesOf(inner, entered, scope)
    const record = { ...entered, ...(await completes({ record: entered, given, scope }, inner)) }
    const [userId] = await newUserIds(inner, 1)
    await refuseStranger(inner, { userId: userId!, record, input })
    const rows = [{ user_id: userId, document: record }]
    await createUsers(inner, await openChangeSet(inner, { source: 'screen' }), {
      rows: sql`select user_id, document, null::uuid as fingerprint
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(user_id bigint, document jsonb)`,
      kinds: segments.map(segment => segment.kind),
    })
    if (input.password !== undefined) {
      await storePassword(
        db,
        { institutionId: ctx.institution.institutionId, userId: userId! },
        input.password,
      )
    }
    return readUser(inner, userId!)
  })
}

type Stranger = { userId: number; record: RecordDocument; input: CreateInput }

/** What other records have against a new one. */
async function refuseStranger(ctx: Context, { userId, record, input }: Stranger): Promise<void> {
  const refuse = async () => {
    await refuseTaken(ctx, { userId, patch: record })
    await refuseProxies(ctx, { userId, patch: record })
    if (!input.acceptReissue) await refuseReissue(ctx, record)
    if (!input.acceptLookAlikes) await refuseLookAlikes(ctx, record)
  }
  await (input.program ? namingValues({ edit: record, recordType: input.recordType }, refuse) : refuse())
}

const problemsOfPassword = ({ password, values }: CreateInput): FieldProblem[] =>
  password === undefined ? [] : passwordProblems(password, String(values['primary_id'] ?? ''))

/** By the role assignment rules; but nobody gives by a rule what they may not give (features M3, M4). */
async function rolesOf(ctx: Context, record: RecordDocument, scope: EditScope): Promise<RecordDocument> {
  const origin = { by: scope.actor, moment: scope.moment, today: scope.today }
  const roles = Object.entries(newRoles(record, await readAssignment(ctx), origin))
  const mayGive = (role: Json) =>
    ctx.actor.kind !== 'staff' || isPatronRole(role) || scope.mayGrant(heldRole(role as Values))
  return Object.fromEntries(roles.filter(([, role]) => mayGive(role)))
}

type Values = Record<string, Json>

export const isPatronRole = (role: Json): boolean => (role as Values)['role_type'] === '200'

const sponsorPath = 'proxy/sponsor'

const withSponsor = ({ values, fulfillmentProxyFor }: CreateInput): Record<string, unknown> =>
  fulfillmentProxyFor === undefined
    ? values
    : { ...values, [sponsorPath]: { patron_id: fulfillmentProxyFor } }

/** Only who is made one is one: the flag is the machine's, and stays (features H3). */
const asFulfillmentProxy = (record: RecordDocument): RecordDocument =>
  sponsorPath in record
    ? { ...record, [sponsorPath]: { ...(record[sponsorPath] as object), fulfillment: true } }
    : record

async function refuseReissue(ctx: Context, record: RecordDocument): Promise<void> {
  const names = Object.entries(record).flatMap(([path, held]) => {
    const value = identifierIn(path, held)
    return value === undefined ? [] : [{ field: path === 'primary_id' ? path : `${path}/value`, value }]
  })
  const removed = await removedNames(
    ctx,
    names.map(name => name.value),
  )
  const problems = names
    .filter(name => removed.has(name.value))
    .map(({ field }) => ({ field, rule: 'identifier_of_removed_user' }))
  if (problems.length > 0) throw appError('invalid_values', { problems })
}
