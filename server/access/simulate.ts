import { sql } from 'kysely'
import { openChangeSet } from '../changes/change-set.ts'
import { patchRelation } from '../changes/patches.ts'
import { writePatches } from '../changes/write-patches.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../db/transaction.ts'
import { appError } from '../errors.ts'
import { momentText } from '../fields/complete.ts'
import { actorOfUser, type StaffActor } from './actor-of-session.ts'
import { requirePermission } from './require-permission.ts'
import { renewToken } from './sessions.ts'

type Simulation = { userId: number; token: string }

/**
 * Support acts as a user who allows it (features N5), in its own session under a new token, which is given. The record of
 * the user says that it happened. Nobody acts as a person who may do more than they.
 */
export async function beginSimulation(ctx: Context, { userId, token }: Simulation): Promise<string> {
  requirePermission(ctx, 'session.simulate')
  return inTransaction(ctx.db, async db => {
    const inner: Context = { ...ctx, db }
    const person = await actorOfUser(inner, userId)
    if (!person || !(await isAllowed(inner, userId))) throw appError('simulation_not_allowed')
    const beyond = [...person.permissions].find(one => !ctx.actor.permissions.has(one))
    if (beyond) throw appError('forbidden', { permission: beyond })
    const patch = { simulated_login_at: momentText(ctx.now()) }
    const changeSet = await openChangeSet(inner, { source: 'screen' })
    await writePatches(inner, changeSet, patchRelation([{ userId, patch }]))
    return renewToken(inner, { token, simulates: userId })
  })
}

/** The session is support's own again, under a new token. */
export async function endSimulation(ctx: Context, { token }: { token: string }): Promise<string> {
  requirePermission(ctx, 'session.own')
  return renewToken(ctx, { token, simulates: null })
}

/** Consent of somebody else than oneself, in an institution that has this at all. */
async function isAllowed(ctx: Context, userId: number): Promise<boolean> {
  if (!ctx.institution.settings.allowSimulatedLogin || userId === (ctx.actor as StaffActor).userId)
    return false
  const { rows } = await sql<{ is_allowed: boolean }>`select allow_simulated_login is true as is_allowed
    from user_account where institution_id = ${ctx.institution.institutionId} and user_id = ${userId}`.execute(
    ctx.db,
  )
  return rows[0]?.is_allowed === true
}
