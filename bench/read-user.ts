import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FastifyInstance, fastify } from 'fastify'
import { sql } from 'kysely'
import { readUser as readUserEndpoint } from '../contract/users.ts'
import { createKey } from '../server/api-keys/create-key.ts'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { storePassword } from '../server/credentials/passwords.ts'
import { createLog } from '../server/http/log.ts'
import { taskDefinitions } from '../server/task-definitions.ts'
import type { BenchDatabase } from './bench-database.ts'
import type { Figure } from './measure.ts'

/** Requests under way at once: so many that the program never waits for work, which is what it can do in a second. */
const many = 128
/** So few that both wait for each other. */
const few = 16
const requests = 8000
const rounds = 5
const atLeast = 0.4
/** Few enough to be kept all, as those whom a library's programs ask for again and again. */
const people = 500

/**
 * Full user records over HTTP, by the screens' door and by that of programs, against a bare route with the same bytes:
 * people of whom the process has read before, with many requests at once and with few, and people whom it reads for the
 * first time. The target is for the first of these.
 */
export async function readingUsers(bench: BenchDatabase): Promise<Figure[]> {
  const { ctx } = bench
  const config = {
    ...readConfig({
      CARREL_MASTER_KEY: ctx.masterKey.toString('base64'),
      DATABASE_URL: bench.url,
      CARREL_REQUESTS_PER_MINUTE: '0',
    }),
    port: 0,
  }
  // Before the application reads its settings, which it then has in memory.
  await bench.pool.query(`update institution set settings = settings
    || '{"apiCallsPerSecond": 100000, "apiCallsPerDay": 10000000}'`)
  const door = { definitions: taskDefinitions, wake: async () => undefined, hurry: async () => undefined }
  const app = await buildApp({ db: ctx.db, config, now: ctx.now, log: createLog({ level: 'silent' }), door })
  await app.listen({ port: 0 })
  const { rows } = await sql<{
    user_id: number
    primary_id: string
  }>`select user_id, primary_id from user_account
    where account_type = 'EXTERNAL' order by md5(user_id::text) limit ${people + rounds * requests}`.execute(
    ctx.db,
  )
  const screens = {
    work: 'read one user over HTTP (JSON, full)',
    paths: rows.map(row => readUserEndpoint.path.replace(':userId', String(row.user_id))),
    headers: { cookie: await signIn(bench, app) },
  }
  const programs = {
    work: 'the same by Alma’s API',
    paths: rows.map(row => `/almaws/v1/users/${encodeURIComponent(row.primary_id)}`),
    headers: { authorization: `apikey ${await newKey(bench)}`, accept: 'application/json' },
  }
  const figures: Figure[] = []
  for (const { work, paths, headers } of [screens, programs]) {
    const size = Math.floor((paths.length - people) / rounds)
    const known = Array.from({ length: rounds }, () => paths.slice(0, people))
    const unread = Array.from({ length: rounds }, (_, at) => paths.slice(people + at * size).slice(0, size))
    figures.push(
      await against(app, { work, headers, lists: known, clients: many }),
      untargeted(
        await against(app, { work: `${work}, ${few} at once`, headers, lists: known, clients: few }),
      ),
      untargeted(
        await against(app, {
          work: `${work}, each user for the first time`,
          headers,
          lists: unread,
          clients: many,
        }),
      ),
    )
  }
  await app.close()
  return figures
}

type Reading = {
  work: string
  headers: Record<string, string>
  /** The paths of each round; the first is for warming up. */
  lists: readonly string[][]
  /** Requests at once. */
  clients: number
}

const untargeted = (figure: Figure): Figure => ({ ...figure, target: '–', isMet: undefined })

/** Median of one round for each list of paths but the first, in turn with a bare route. */
async function against(app: FastifyInstance, { work, headers, lists, clients }: Reading): Promise<Figure> {
  const { statusCode, body } = await app.inject({ url: lists[0]![0]!, headers })
  if (statusCode !== 200) throw new Error(body)
  const bare = fastify()
  bare.get('/*', (_request, reply) => reply.header('content-type', 'application/json').send(body))
  await bare.listen({ port: 0 })
  const measured: { real: number; base: number }[] = []
  // The first round does not count: programs that were just started are slower, both of them.
  const doors = {
    base: (paths: string[]) => perSecond(bare, { paths, headers: {}, clients }),
    real: (paths: string[]) => perSecond(app, { paths, headers, clients }),
  }
  for (const paths of lists) measured.push({ base: await doors.base(paths), real: await doors.real(paths) })
  measured.shift()
  await bare.close()
  const { real, base } = median(measured)
  return {
    work,
    against: `bare Fastify route: ${base.toFixed(0)}/s`,
    measured: `${real.toFixed(0)}/s = ${(real / base).toFixed(2)} ×`,
    target: `≥ ${atLeast} ×`,
    isMet: real / base >= atLeast,
  }
}

const median = (rounds: { real: number; base: number }[]) =>
  rounds.toSorted((a, b) => a.real / a.base - b.real / b.base)[Math.floor(rounds.length / 2)]!

/** A key that reads. */
async function newKey({ ctx }: BenchDatabase): Promise<string> {
  const name = `Bench ${Date.now()}`
  const draft = {
    name,
    description: '',
    areas: { users: 'read' as const },
    addressRanges: [],
    isActive: true,
  }
  return (await createKey(ctx, draft)).key
}

async function signIn({ ctx }: BenchDatabase, app: Awaited<ReturnType<typeof buildApp>>): Promise<string> {
  const { institutionId } = ctx.institution
  const { rows } = await sql<{
    user_id: number
  }>`select user_id from user_account where primary_id = 'mreyes'`.execute(ctx.db)
  await storePassword(ctx.db, { institutionId, userId: rows[0]!.user_id }, 'a long bench password')
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { primaryId: 'mreyes', password: 'a long bench password' },
  })
  return String(answer.headers['set-cookie']).split(';')[0]!
}

type Load = { paths: string[]; headers: Record<string, string>; clients: number }

async function perSecond({ server }: FastifyInstance, { paths, headers, clients }: Load): Promise<number> {
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const one = (path: string) =>
    new Promise<void>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, agent, headers }, response => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`))
        response.resume().on('end', resolve)
      }).on('error', reject)
    })
  const start = performance.now()
  const count = Math.max(paths.length, requests)
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) await one(paths[next++ % paths.length]!)
    }),
  )
  agent.destroy()
  return count / ((performance.now() - start) / 1000)
}
