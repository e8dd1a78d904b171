import type { Kysely } from 'kysely'
import type { Actor, Context } from '../context.ts'
import type { Database } from '../db/row-types.gen.ts'
import { appError } from '../errors.ts'
import type { Gate } from '../http/mount.ts'
import type { InstitutionReader } from '../institutions/read-institution.ts'
import { actorOfSession } from './actor-of-session.ts'
import { contextFor } from './admitted.ts'
import { isChange, refuseOtherSites, requireCsrfToken } from './csrf.ts'
import { sessionCookie } from './sessions.ts'

export type GateOptions = {
  db: Kysely<Database>
  institutions: InstitutionReader
  csrfKey: Buffer
  masterKey: Buffer
  publicOrigin?: string
  now: () => Date
}

const anonymous: Actor = { kind: 'anonymous', name: 'anonymous', permissions: new Set() }

/** The gate of `/api`: the session cookie says who asks, and a change must come from a page of ours. */
export function sessionGate(options: GateOptions): Gate {
  return async (request, { needsSignIn, foreign }) => {
    if (isChange(request) && !foreign) refuseOtherSites(request, options.publicOrigin)
    const ctx: Omit<Context, 'actor'> = {
      db: options.db,
      institution: await options.institutions.read(),
      now: options.now,
      log: request.log,
      masterKey: options.masterKey,
      requestId: request.id,
    }
    if (!needsSignIn) return { ...ctx, actor: anonymous }
    const token = request.cookies[sessionCookie]
    const admitted = await actorOfSession(ctx, token)
    if (admitted === undefined || token === undefined) throw appError('not_signed_in')
    if (isChange(request)) requireCsrfToken(request, token, options.csrfKey)
    return contextFor(request, ctx, admitted)
  }
}
