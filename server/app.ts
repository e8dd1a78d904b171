import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import type { Kysely } from 'kysely'
import { accountRoutes } from './access/account-routes.ts'
import { sessionGate } from './access/gate.ts'
import { accessRoutes } from './access/routes.ts'
import { accessReviewRoutes } from './access-reviews/routes.ts'
import { serveAlmaApi } from './alma-api/serve-alma-api.ts'
import { apiKeyRoutes } from './api-keys/routes.ts'
import { attachmentRoutes } from './attachments/routes.ts'
import { bulkUpdateRoutes } from './bulk-update/routes.ts'
import { bursarRoutes } from './bursar/routes.ts'
import { circulationRoutes } from './circulation/routes.ts'
import { type Config, entranceOf } from './config.ts'
import { courseRoutes } from './courses/routes.ts'
import type { Database } from './db/row-types.gen.ts'
import { deletionRoutes } from './deletion/routes.ts'
import { feeWaivingRoutes } from './fee-waiving/routes.ts'
import { feeRoutes } from './fees/routes.ts'
import { acceptForms } from './http/forms.ts'
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
import { mailRoutes } from './mail/routes.ts'
import { deriveKey } from './master-key.ts'
import { networkRoutes } from './network/routes.ts'
import { purgeRoutes } from './purge/routes.ts'
import { readLogRoutes } from './read-log/routes.ts'
import { assignmentRoutes } from './registration/assignment-routes.ts'
import { registrationRoutes } from './registration/routes.ts'
import { roleRoutes } from './roles/routes.ts'
import { seatRoutes } from './seats/routes.ts'
import { setRoutes } from './sets/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { feedFolderIn } from './sis/remove-ended-feeds.ts'
import { sisRoutes } from './sis/routes.ts'
import { ssoRoutes } from './sso/routes.ts'
import { type TaskDoor, taskRoutes } from './tasks/routes.ts'
import { undoRoutes } from './undo/routes.ts'
import { userRoutes } from './users/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

export type AppParts = {
  /** Closed by whoever opened it, after the application. */
  db: Kysely<Database>
  config: Config
  now: () => Date
  /** From `createLog`, which keeps personal data out. */
  log: FastifyBaseLogger
  door: TaskDoor & { hurry: () => Promise<void> }
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
  setSecurityHeaders(app, isHttps)
  const limit = await prepareLimits(app)
  await app.register(cookie)
  await acceptUploads(app, config.uploadBytes)
  acceptForms(app)

  const institutions = institutionReader(db, config.institutionCode)
  const csrfKey = deriveKey(config.masterKey, 'csrf')
  const entrance = entranceOf(config)
  const mount = mountingOn(app, {
    gate: sessionGate({ ...config, db, institutions, csrfKey, now }),
    isSecure: request => isHttps || request.protocol === 'https',
    origin: request => config.publicOrigin ?? `${request.protocol}://${request.host}`,
    hurry: door.hurry,
    limits: { ordinary: limit(config.requestsPerMinute), strangers: limit(config.signInsPerMinute) },
  })
  // Every feature, one line each.
  const features: Routes[] = [
    accessRoutes({ institutions, csrfKey, entrance, hasMailServer: config.mail !== undefined }),
    accountRoutes({ institutions, csrfKey }),
    institutionRoutes,
    settingsRoutes({ institutions }),
    userRoutes,
    roleRoutes,
    ssoRoutes({ csrfKey, entrance, hasMailServer: config.mail !== undefined }),
    letterRoutes({ hasMailServer: config.mail !== undefined }),
    deletionRoutes,
    feeRoutes,
    linkRoutes,
    circulationRoutes,
    attachmentRoutes,
    setRoutes({ uploadFolder: join(config.dataFolder, 'uploads') }),
    taskRoutes(door),
    undoRoutes(door),
    bulkUpdateRoutes(door),
    bursarRoutes(door),
    feeWaivingRoutes(door),
    purgeRoutes(door),
    assignmentRoutes(door),
    registrationRoutes,
    seatRoutes,
    accessReviewRoutes(door),
    networkRoutes(door),
    sisRoutes(door, { feedFolder: feedFolderIn(config.dataFolder) }),
    courseRoutes(door, { uploadFolder: feedFolderIn(config.dataFolder) }),
    readLogRoutes,
    apiKeyRoutes,
    webhookRoutes,
    mailRoutes(config.mail),
  ]
  for (const routes of features) routes(mount)
  const jobs = { ...door, dataFolder: config.dataFolder }
  await serveAlmaApi(app, { ...config, db, institutions, now, jobs })

  await serveScreens(app, { folder: config.webFolder, limit: limit(unknownPathsPerMinute) })
  return app
}

/** More than Node.js reads of all headers together. */
const longestUrl = 16 * 1024

/** A path whose escapes stand for no text is an unknown one like any other. */
function readablePath(url = '/'): string {
  try {
    decodeURIComponent(url.split('?', 1)[0]!)
    return url
  } catch {
    return url.startsWith('/almaws/') ? '/almaws/v1/unreadable' : '/api/unreadable'
  }
}

function createServer({ config, log }: AppParts): FastifyInstance {
  const headersMilliseconds = Math.min(30, config.requestTimeoutSeconds) * 1000
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
    http: { headersTimeout: headersMilliseconds, connectionsCheckingInterval: headersMilliseconds },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // The router would answer both by itself, without headers, limit and log line.
    rewriteUrl: request => readablePath(request.url),
    routerOptions: { maxParamLength: longestUrl },
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'unknown' : request.routeOptions.url
    const milliseconds = Math.round(reply.elapsedTime)
    request.log.info({ method: request.method, route, status: reply.statusCode, milliseconds }, 'answered')
    done()
  })
  return app
}
