import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import type { Kysely } from 'kysely'
import { sessionGate } from './access/gate.ts'
import { accessRoutes } from './access/routes.ts'
import { attachmentRoutes } from './attachments/routes.ts'
import { bulkUpdateRoutes } from './bulk-update/routes.ts'
import type { Config } from './config.ts'
import type { Database } from './db/row-types.gen.ts'
import { deletionRoutes } from './deletion/routes.ts'
import { mountingOn, type Routes } from './http/mount.ts'
import { answerWithProblems, sendProblem } from './http/problems.ts'
import { prepareLimits, setSecurityHeaders } from './http/security.ts'
import { acceptUploads } from './http/upload.ts'
import { validateRequests } from './http/validation.ts'
import { serveScreens } from './http/web-files.ts'
import { institutionReader } from './institutions/read-institution.ts'
import { institutionRoutes } from './institutions/routes.ts'
import { letterRoutes } from './letters/routes.ts'
import { linkRoutes } from './links/routes.ts'
import { deriveKey } from './master-key.ts'
import { purgeRoutes } from './purge/routes.ts'
import { setRoutes } from './sets/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { feedFolderIn } from './sis/remove-ended-feeds.ts'
import { sisRoutes } from './sis/routes.ts'
import { type TaskDoor, taskRoutes } from './tasks/routes.ts'
import { undoRoutes } from './undo/routes.ts'
import { userRoutes } from './users/routes.ts'

export type AppParts = {
  /** Closed by whoever opened it, after the application. */
  db: Kysely<Database>
  config: Config
  now: () => Date
  /** From `createLog`, which keeps personal data out. */
  log: FastifyBaseLogger
  door: TaskDoor
}

/** Unknown paths per minute and address: enough for a stale page, too few to guess by. */
const unknownPathsPerMinute = 240

/** The whole server, ready for `listen` or `inject`. `close` lets running requests finish. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, db, now, door } = parts
  const isHttps = config.publicOrigin?.startsWith('https:') === true
  const app = createServer(parts)
  answerWithProblems(app)
  validateRequests(app)
  await setSecurityHeaders(app, isHttps)
  const limit = await prepareLimits(app)
  await app.register(cookie)
  await acceptUploads(app, config.uploadBytes)

  const institutions = institutionReader(db)
  const csrfKey = deriveKey(config.masterKey, 'csrf')
  const mount = mountingOn(app, {
    gate: sessionGate({ ...config, db, institutions, csrfKey, now }),
    isSecure: request => isHttps || request.protocol === 'https',
    limits: { ordinary: limit(config.requestsPerMinute), strangers: limit(config.signInsPerMinute) },
  })
  // Every feature, one line each.
  const features: Routes[] = [
    accessRoutes({ institutions, csrfKey }),
    institutionRoutes,
    settingsRoutes({ institutions }),
    userRoutes,
    letterRoutes({ hasMailServer: config.mail !== undefined }),
    deletionRoutes,
    linkRoutes,
    attachmentRoutes,
    setRoutes({ uploadFolder: join(config.dataFolder, 'uploads') }),
    taskRoutes(door),
    undoRoutes(door),
    bulkUpdateRoutes(door),
    purgeRoutes(door),
    sisRoutes(door, { feedFolder: feedFolderIn(config.dataFolder) }),
  ]
  for (const routes of features) routes(mount)

  await serveScreens(app, { folder: config.webFolder, limit: limit(unknownPathsPerMinute) })
  return app
}

function createServer({ config, log }: AppParts): FastifyInstance {
  const app = fastify({
    loggerInstance: log,
    // Its own lines would show addresses and what was searched for; the hook below writes one that does not.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: config.trustProxy,
    bodyLimit: config.bodyBytes,
    exposeHeadRoutes: false,
    // A connection without a byte, a request that does not end, headers that do not end, an idle connection.
    connectionTimeout: 120_000,
    requestTimeout: config.requestTimeoutSeconds * 1000,
    http: { headersTimeout: 30_000 },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'unknown' : request.routeOptions.url
    const milliseconds = Math.round(reply.elapsedTime)
    request.log.info({ method: request.method, route, status: reply.statusCode, milliseconds }, 'answered')
  })
  return app
}
