import { isDeepStrictEqual } from 'node:util'
import type { BodyOf } from '../../contract/endpoint.ts'
import type {
  editLoginRestrictions as editEndpoint,
  IpGroup,
  LoginRestrictions,
} from '../../contract/login-restrictions.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import type { Context, LoginRules } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { AppError, appError } from '../errors.ts'
import { isWithin, judgeIpGroups, loginRestrictionsOf } from '../institutions/login-restrictions.ts'
import { lockSettings, writeSettings } from '../institutions/write-settings.ts'
import { readAddressee } from '../letters/addressee.ts'
import { actorOfUser } from './actor-of-session.ts'
import { requirePermission } from './require-permission.ts'

const key = 'loginRestrictions'

type Asking = { address: string }

/** From where people may sign in (features N2), as the settings stand in the database. */
export async function readLoginRestrictions(ctx: Context, { address }: Asking): Promise<LoginRestrictions> {
  requirePermission(ctx, 'configuration.view')
  return wire(ctx, ctx.institution.settings.loginRestrictions, address)
}

/**
 * Says from where. While it is enabled there is a manager who gets mail, and whoever enables or changes it is at an address
 * that is allowed: nobody locks themselves out. The caller must let the institution reader forget.
 */
export async function editLoginRestrictions(
  ctx: Context,
  { body, address }: Asking & { body: BodyOf<typeof editEndpoint> },
): Promise<LoginRestrictions> {
  requirePermission(ctx, 'configuration.edit')
  const groups = body.groups.map(tidied)
  const rules: LoginRules = { isEnabled: body.isEnabled, groups, managerId: body.managerId ?? null }
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const problems = [...judgeIpGroups(groups), ...(await judgeRules(inner, rules, address))]
    if (problems.length > 0) throw appError('invalid_values', { problems })
    const stored = await lockSettings(inner)
    const old = loginRestrictionsOf(stored[key])
    if (!isDeepStrictEqual(old, rules)) {
      await writeSettings(inner, stored, [{ key, old: stored[key], new: rules }])
    }
    return wire(inner, rules, address)
  })
}

const tidied = ({ code, name, ranges, isAllowed }: IpGroup): IpGroup => ({
  code: code.trim(),
  name: name.trim(),
  ranges: ranges.map(range => range.trim()).filter(range => range !== ''),
  isAllowed,
})

async function judgeRules(ctx: Context, rules: LoginRules, address: string): Promise<FieldProblem[]> {
  const { isEnabled, groups, managerId } = rules
  if (!isEnabled) return []
  const manager = managerId === null ? 'required' : await hindranceOf(ctx, managerId)
  return [
    ...(manager ? [{ field: 'managerId', rule: manager }] : []),
    ...(isWithin(groups, address)
      ? []
      : [{ field: 'isEnabled', rule: 'own_address_outside', limit: address }]),
  ]
}

/** Why somebody cannot be the manager: they must be able to sign in, and to be written to. */
async function hindranceOf(ctx: Context, userId: number): Promise<string | undefined> {
  if ((await actorOfUser(ctx, userId)) === undefined) return 'may_not_sign_in'
  return (await readAddressee(ctx, userId)).recipient === undefined ? 'no_preferred_email' : undefined
}

async function wire(ctx: Context, rules: LoginRules, address: string): Promise<LoginRestrictions> {
  const { isEnabled, groups, managerId } = rules
  const name = managerId === null ? undefined : await nameOf(ctx, managerId)
  return {
    isEnabled,
    groups,
    ...(managerId === null || name === undefined ? {} : { manager: { userId: managerId, name } }),
    ownAddress: address,
    isOwnAllowed: isWithin(groups, address),
  }
}

/** Undefined if the manager is no longer there. */
async function nameOf(ctx: Context, userId: number): Promise<string | undefined> {
  return readAddressee(ctx, userId).then(
    ({ name }) => name,
    error => {
      if (error instanceof AppError && error.code === 'not_found') return undefined
      throw error
    },
  )
}
