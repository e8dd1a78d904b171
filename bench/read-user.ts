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

const clients = 16
const requests = 4000
const atLeast = 0.4

/** Full user records over HTTP, by the screens' door and by that of programs, against a bare route with the same bytes. */
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
  const door = { definitions: taskDefinitions, wake: async () => undefined, hurry: async () => undefined }
  const app = await buildApp({ db: ctx.db, config, now: ctx.now, log: createLog({ level: 'silent' }), door })
  await app.listen({ port: 0 })
  const { rows } = await sql<{
    user_id: number
    primary_id: string
  }>`select user_id, primary_id from user_account
    where account_type = 'EXTERNAL' order by md5(user_id::text) limit 500`.execute(ctx.db)
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
  const figures = [await against(app, screens), await against(app, programs)]
  await app.close()
  return figures
}

type Reading = { work: string; paths: string[]; headers: Record<string, string> }

/** Median of three rounds of each, in turn. */
async function against(app: FastifyInstance, { work, paths, headers }: Reading): Promise<Figure> {
  const { statusCode, body } = await app.inject({ url: paths[0]!, headers })
  if (statusCode !== 200) throw new Error(body)
  const bare = fastify()
  bare.get('/*', (_request, reply) => reply.header('content-type', 'application/json').send(body))
  await bare.listen({ port: 0 })
  const rounds: { real: number; base: number }[] = []
  for (let round = 0; round < 3; round += 1) {
    const base = await perSecond(bare.server.address() as AddressInfo, paths, {})
    rounds.push({ base, real: await perSecond(app.server.address() as AddressInfo, paths, headers) })
  }
  await bare.close()
  const { real, base } = rounds.toSorted((a, b) => a.real / a.base - b.real / b.base)[1]!
  return {
    work,
    against: `bare Fastify route: ${base.toFixed(0)}/s`,
    measured: `${real.toFixed(0)}/s = ${(real / base).toFixed(2)} ×`,
    target: `≥ ${atLeast} ×`,
    isMet: real / base >= atLeast,
  }
}

/** A key that reads. */
async function newKey({ ctx, pool }: BenchDatabase): Promise<string> {
  await pool.query(`update institution set settings = settings
    || '{"apiCallsPerSecond": 10000, "apiCallsPerDay": 10000000}'`)
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

async function perSecond(
  address: AddressInfo,
  paths: string[],
  headers: Record<string, string>,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const one = (path: string) =>
    new Promise<void>((resolve, reject) => {
      get({ port: address.port, host: '127.0.0.1', path, agent, headers }, response => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`))
        response.resume().on('end', resolve)
      }).on('error', reject)
    })
  const start = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < requests) await one(paths[next++ % paths.length]!)
    }),
  )
  agent.destroy()
  return requests / ((performance.now() - start) / 1000)
}
