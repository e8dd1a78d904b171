import { fastify } from 'fastify'
import { sql } from 'kysely'
import { connect } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import { createLog } from './http/log.ts'
import { buildApp } from './app.ts'
import { offerSetUp } from './access/set-up.ts'
import { readConfig } from './config.ts'
const config = readConfig({ CARREL_DATA: '/tmp/carrel-zz', CARREL_REQUESTS_PER_MINUTE: '0', CARREL_LOG_LEVEL: process.argv[2] ?? 'info' })
const db = connect({ connectionString: 'postgres://root@127.0.0.1:5432/carrel_zz', max: 10 })
await migrate(db)
const token = await offerSetUp(db, new Date())
const app = await buildApp({ db, config, now: () => new Date(), log: createLog({ level: config.logLevel }), door: { definitions: {}, wake: async () => undefined } as never })
await app.listen({ port: 8099 })
const body = token ? await app.inject({ method: 'POST', url: '/api/setup', payload: { token, institutionName: 'A', timeZone: 'UTC', primaryId: 'admin', firstName: 'a', lastName: 'b', password: 'nanoseconds of wire' } }) : await app.inject({ method: 'POST', url: '/api/session', payload: { primaryId: 'admin', password: 'nanoseconds of wire' } })
const cookie = body.cookies[0]!.value
const answer = (await app.inject({ url: '/api/session', cookies: { carrel_session: cookie } })).body
const bare = fastify()
bare.get('/x', async (_q, r) => { r.type('application/json'); return answer })
await bare.listen({ port: 8098 })
console.error(`COOKIE ${cookie} ${answer.length}`)
setTimeout(async () => { await app.close(); await bare.close(); await sql`select 1`.execute(db); await db.destroy() }, 25000)
