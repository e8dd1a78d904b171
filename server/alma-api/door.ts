import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler, onRequestHookHandler } from 'fastify'
import type { Kysely } from 'kysely'
import type { ApiAreas } from '../../contract/api-keys.ts'
import { contextFor } from '../access/admitted.ts'
import { admitKey } from '../api-keys/admit-key.ts'
import type { Context } from '../context.ts'
import type { Database } from '../db/row-types.gen.ts'
import type { InstitutionReader } from '../institutions/read-institution.ts'
import { callOf } from './call.ts'
import type { CallQuota } from './call-quota.ts'
import { type Format, formatOf } from './envelope.ts'
import { type GatewayCode, sendGatewayError } from './gateway-errors.ts'
import type { JobDoor } from './job-door.ts'
import type { Operation } from './operation.ts'

export type DoorParts = {
  db: Kysely<Database>
  institutions: InstitutionReader
  masterKey: Buffer
  now: () => Date
  jobs: JobDoor
}

/** The program that calls, once it is admitted. */
export type Caller = { ctx: Context; areas: ApiAreas }

/** Where the caller is kept with the request. */
export const callerKey = 'almaCaller'

const noActor: Context['actor'] = { kind: 'anonymous', name: 'anonymous', permissions: new Set() }

/**
 * Who calls, and are there calls left? The first thing that happens to a request, before its body is read. Calls with a
 * key that works count, whatever becomes of them; others cost nobody anything.
 */
export function admission(parts: DoorParts, quota: CallQuota): onRequestAsyncHookHandler {
  return async (request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('x-request-id', shortIdOf(request))
    const ctx: Context = {
      db: parts.db,
      actor: noActor,
      institution: await parts.institutions.read(),
      now: parts.now,
      log: request.log,
      masterKey: parts.masterKey,
      requestId: request.id,
    }
    const refusal = await refusalOf(ctx, { request, reply, quota })
    const { remaining, allowance } = await quota.left(ctx)
    reply.header('x-exl-api-remaining', remaining)
    reply.header('x-exl-api-quota', allowance)
    return refusal && sendGatewayError(reply, refusal, formatWanted(request))
  }
}

type Call = { request: FastifyRequest; reply: FastifyReply; quota: CallQuota }

async function refusalOf(ctx: Context, { request, reply, quota }: Call): Promise<GatewayCode | undefined> {
  const admitted = await admitKey(ctx, { key: keyIn(request), address: request.ip })
  if (!admitted.isAdmitted) return admitted.why === 'wrong_address' ? 'FORBIDDEN' : 'UNAUTHORIZED'
  const tooMany = await quota.take(ctx)
  if (tooMany) reply.header('retry-after', tooMany.retryAfterSeconds)
  request.setDecorator<Caller>(callerKey, {
    ctx: contextFor(request, ctx, admitted),
    areas: admitted.areas,
  })
  return tooMany?.code
}

/** Refuses a key that is for another area, or that only reads. */
export function areaCheck({ area, isReading }: Operation): onRequestHookHandler {
  return (request, reply, done) => {
    const access = request.getDecorator<Caller>(callerKey).areas[area]
    const onlyReads = request.method === 'GET' || isReading?.(callOf(request).query) === true
    if (access === 'write' || (access === 'read' && onlyReads)) done()
    else sendGatewayError(reply, 'UNAUTHORIZED', formatWanted(request))
  }
}

export function formatWanted(request: FastifyRequest): Format {
  return formatOf((request.query as { format?: string | string[] }).format, request.headers.accept)
}

/** `Authorization: apikey KEY`, or else `apikey=KEY` in the query; of a repeated one the first. */
function keyIn({ headers, query }: FastifyRequest): string | undefined {
  const given = /^apikey\s+(\S+)$/i.exec(headers.authorization?.trim() ?? '')?.[1]
  return given ?? [(query as { apikey?: string | string[] }).apikey].flat()[0]
}

/** Ten letters and digits, with which the id of the request begins in the log. */
const shortIdOf = (request: FastifyRequest): string => request.id.replaceAll('-', '').slice(0, 10)
