import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { buildApp } from '../../app.ts'
import type { Config } from '../../config.ts'
import type { Institution } from '../../context.ts'
import { storePassword } from '../../credentials/passwords.ts'
import type { Database } from '../../db/row-types.gen.ts'
import { foundInstitution } from '../../institutions/found-institution.ts'
import { rulesOfRole } from '../../institutions/role-types.ts'
import { taskDefinitions } from '../../task-definitions.ts'
import { openTestDatabase } from '../../testing/database.ts'
import { createLog } from '../log.ts'

/** The real application on a real database, with a clock that the test moves and a log that it reads. */
export type TestServer = {
  app: FastifyInstance
  db: Kysely<Database>
  institution: Institution
  clock: { now: Date }
  logLines: string[]
  close: () => Promise<void>
}

const testConfig: Config = {
  port: 0,
  host: '127.0.0.1',
  databaseConnections: 2,
  dataFolder: '/nonexistent',
  webFolder: '/nonexistent',
  trustProxy: false,
  masterKey: Buffer.alloc(32, 7),
  uploadBytes: 64 * 1024,
  bodyBytes: 1024 * 1024,
  requestTimeoutSeconds: 60,
  requestsPerMinute: 0,
  signInsPerMinute: 0,
  logLevel: 'trace',
}

/** With `beside`, a second application on the database of another; closing it leaves the database open. */
export async function openTestServer(
  settings: Partial<Config> = {},
  beside?: TestServer,
): Promise<TestServer> {
  const { db, close } = beside ? { db: beside.db, close: async () => undefined } : await openTestDatabase()
  const institution = await foundInstitution(db)
  const clock = { now: new Date('2026-11-20T15:00:00Z') }
  const logLines: string[] = []
  const app = await buildApp({
    db,
    config: { ...testConfig, ...settings },
    now: () => clock.now,
    door: { definitions: taskDefinitions, wake: async () => undefined, hurry: async () => undefined },
    log: createLog({ level: 'trace', stream: { write: line => void logLines.push(line) } }),
  })
  const closeAll = async () => {
    await app.close()
    await close()
  }
  return { app, db, institution, clock, logLines, close: closeAll }
}

export type TestUser = {
  primaryId: string
  password?: string
  roles?: readonly string[]
  status?: string
  expiryDate?: string
  barcode?: string
}

/** Puts a user with roles and a password into the database, past all rules, and gives the id. */
export async function addUser({ db, institution }: TestServer, user: TestUser): Promise<number> {
  const { institutionId } = institution
  const { rows } = await sql<{ user_id: number }>`
    insert into user_account (institution_id, primary_id, record_type, status, expiry_date, first_name, last_name,
      created_by, created_at, updated_by, updated_at)
    values (${institutionId}, ${user.primaryId}, 'STAFF', ${user.status ?? 'ACTIVE'}, ${user.expiryDate ?? null},
      'Wilhelmina', 'Quackenbush', 'test', now(), 'test', now())
    returning user_id`.execute(db)
  const userId = rows[0]!.user_id
  const identifiers = [
    ['primary', 'PRIMARY', user.primaryId],
    ...(user.barcode ? [['b1', 'BARCODE', user.barcode]] : []),
  ]
  for (const [element, type, value] of identifiers) {
    await sql`insert into user_identifier (institution_id, user_id, element_id, id_type, value, value_key)
      values (${institutionId}, ${userId}, ${element}, ${type}, ${value}, lower(${value}::text))`.execute(db)
  }
  await addRoles(db, { institutionId, userId }, user.roles ?? [])
  if (user.password) await storePassword(db, { institutionId, userId }, user.password)
  return userId
}

/** `32@LAW` is a role that is good for one library; one that needs a library or a desk gets one. */
export async function addRoles(
  db: Kysely<Database>,
  { institutionId, userId }: { institutionId: number; userId: number },
  roles: readonly string[],
): Promise<void> {
  const rows = roles.map(role => {
    const [type = '', library] = role.split('@')
    const { scopes, parameters } = rulesOfRole(type)
    const scope = library ?? (scopes.includes('institution') ? null : 'MAIN')
    const needsDesk = parameters.CirculationDesk === 'required'
    return {
      element: `r${role.replace('@', '-')}`,
      type,
      scope,
      parameters: needsDesk ? [{ type: 'CirculationDesk', value: 'DESK' }] : null,
    }
  })
  await sql`insert into user_role (institution_id, user_id, element_id, role_type, scope, parameters)
    select ${institutionId}, ${userId}, element, type, scope, nullif(parameters, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(element text, type text, scope text, parameters jsonb)`.execute(db)
}

export type SignedIn = { cookies: Record<string, string>; headers: Record<string, string> }

export function trySignIn(
  { app }: TestServer,
  primaryId: string,
  password: string,
): Promise<LightMyRequestResponse> {
  return app.inject({ method: 'POST', url: '/api/session', payload: { primaryId, password } })
}

/** Signs in and gives what the browser and the page would then send. */
export async function signInAs(server: TestServer, primaryId: string, password: string): Promise<SignedIn> {
  return signedInBy(await trySignIn(server, primaryId, password))
}

export function signedInBy(response: LightMyRequestResponse): SignedIn {
  if (response.statusCode !== 200) throw new Error(`Signing in failed: ${response.body}`)
  const cookie = response.cookies.find(one => one.name === 'carrel_session')
  return {
    cookies: { carrel_session: String(cookie?.value) },
    headers: { 'x-csrf-token': response.json<{ csrfToken: string }>().csrfToken },
  }
}

/** `request(server, 'GET /api/session', signedIn)`. */
export function request(
  { app }: TestServer,
  line: string,
  options: Omit<InjectOptions, 'method' | 'url'> = {},
): Promise<LightMyRequestResponse> {
  const [method, url] = line.split(' ') as ['GET', string]
  return app.inject({ ...options, method, url })
}
