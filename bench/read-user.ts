import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import { sql } from 'kysely'
import { readUser as readUserEndpoint } from '../contract/users.ts'
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

/** Full user records over HTTP against a bare route that returns the same bytes. */
export async function readingUsers(bench: BenchDatabase): Promise<Figure> {
  const { ctx } = bench
  const log = createLog({ level: 'silent' })
  const config = {
    ...readConfig({
      CARREL_MASTER_KEY: ctx.masterKey.toString('base64'),
      DATABASE_URL: bench.url,
      CARREL_REQUESTS_PER_MINUTE: '0',
    }),
    port: 0,
  }
  const app = await buildApp({
    db: ctx.db,
    config,
    now: ctx.now,
    log,
    door: { definitions: taskDefinitions, wake: async () => undefined, hurry: async () => undefined },
  })
  await app.listen({ port: 0 })
  const cookie = await signIn(bench, app)
  const { rows } = await sql<{ user_id: number }>`select user_id from user_account
    where account_type = 'EXTERNAL' order by md5(user_id::text) limit 500`.execute(ctx.db)
  const paths = rows.map(row => readUserEndpoint.path.replace(':userId', String(row.user_id)))
  const body = (await app.inject({ url: paths[0]!, headers: { cookie } })).body
  const bare = fastify()
  bare.get('/*', (_request, reply) => reply.header('content-type', 'application/json').send(body))
  await bare.listen({ port: 0 })
  const real = await perSecond(app.server.address() as AddressInfo, paths, { cookie })
  const base = await perSecond(bare.server.address() as AddressInfo, paths, {})
  await Promise.all([app.close(), bare.close()])
  return {
    work: 'read one user over HTTP (JSON, full)',
    against: `bare Fastify route: ${base.toFixed(0)}/s`,
    measured: `${real.toFixed(0)}/s = ${(real / base).toFixed(2)} ×`,
    target: `≥ ${atLeast} ×`,
    isMet: real / base >= atLeast,
  }
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
