import type { Kysely } from 'kysely'
import type { UnknownNames } from '../access/unknown-names.ts'
import { admitKey } from '../api-keys/admit-key.ts'
import type { Context, Log } from '../context.ts'
import type { Database } from '../db/row-types.gen.ts'
import type { InstitutionReader } from '../institutions/read-institution.ts'
import { frame, requestResend, unframe } from './frame.ts'
import { formatAnswer, formatSystemStatus, moment, parseRequest, type Sip2Request } from './messages.ts'
import { patronInformation, patronStatusAnswer } from './patron-answers.ts'

export type Sip2Parts = {
  db: Kysely<Database>
  institutions: InstitutionReader
  masterKey: Buffer
  now: () => Date
  log: Log
  strangers: UnknownNames
}

/** What one machine says, and what it is answered. */
export type Conversation = {
  /** The bytes to send; `close`: nothing more is said; undefined: there is nothing to say to that. */
  answer: (message: Buffer) => Promise<Buffer | 'close' | undefined>
  isSignedIn: () => boolean
}

/** A machine needs one; with a key that was replaced, another. */
const mostLogins = 5

export function conversation(parts: Sip2Parts, address: string): Conversation {
  let key: string | undefined
  let logins = 0
  let last: Buffer | undefined

  const login = async (ctx: Omit<Context, 'actor'>, { fixed, fields }: Sip2Request) => {
    logins += 1
    if (logins > mostLogins) return 'close'
    const given = fields.get('CO') ?? ''
    // Two zeros: neither name nor key is encrypted; the standard names no other way.
    const caller = fixed === '00' ? await callerWith(ctx, given, address) : undefined
    key = caller && given
    if (caller === undefined) parts.log.warn({}, 'sip2 login refused')
    return caller ? '941' : '940'
  }

  const answerTo = async (request: Sip2Request): Promise<string> => {
    const ctx = await scopeOf(parts)
    if (request.code === '99') return formatSystemStatus(ctx.institution, ctx.now())
    if (request.code === '93') return login(ctx, request)
    // The key is looked at each time: what an administrator takes away is gone at once.
    const caller = key === undefined ? undefined : await callerWith(ctx, key, address)
    return caller ? answerAbout(caller, request, parts.strangers) : 'close'
  }

  const answer = async (message: Buffer) => {
    const { body, sequence, isIntact } = unframe(message)
    if (!isIntact) return requestResend()
    const request = parseRequest(body)
    if (request === undefined) return undefined
    if (request.code === '97') return last
    const text = await answerTo(request)
    if (text === 'close') return 'close'
    last = frame(text, sequence)
    return last
  }
  return { answer, isSignedIn: () => key !== undefined }
}

async function scopeOf({
  db,
  institutions,
  masterKey,
  now,
  log,
}: Sip2Parts): Promise<Omit<Context, 'actor'>> {
  return { db, institution: await institutions.read(), now, log, masterKey, requestId: 'sip2' }
}

/** The machine with that key at that address, or undefined. Its key must be good for users. */
async function callerWith(
  ctx: Omit<Context, 'actor'>,
  key: string,
  address: string,
): Promise<Context | undefined> {
  const admitted = await admitKey(ctx, { key, address })
  const isAllowed = admitted.isAdmitted && admitted.areas.users !== undefined
  return isAllowed ? { ...ctx, actor: admitted.actor } : undefined
}

async function answerAbout(ctx: Context, request: Sip2Request, strangers: UnknownNames): Promise<string> {
  if (request.code === '23') return patronStatusAnswer(ctx, request, strangers)
  if (request.code === '63') return patronInformation(ctx, request, strangers)
  return formatAnswer(`36Y${moment(ctx.institution.timeZone, ctx.now())}`, [
    ['AO', ctx.institution.code],
    ['AA', request.fields.get('AA') ?? ''],
  ])
}
