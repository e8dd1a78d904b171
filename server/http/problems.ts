import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorCode, errorStatus, type FieldProblem, type Problem } from '../../contract/problem.ts'
import { AppError, appError } from '../errors.ts'
import { codeOfDatabaseError } from './constraints.ts'
import { fieldProblemsOf } from './field-problems.ts'
import { hearOut } from './hear-out.ts'
import { isBrokenMultipart } from './upload.ts'

/** Answers every error of the front door `/api` as a problem (RFC 9457), and logs those that are our fault. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
}

/** The one place where an error becomes an answer. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = foresee(error)
  const status = errorStatus[known.code]
  if (status >= 500) request.log.error({ err: error, code: known.code }, 'request failed')
  if (known.code === 'body_too_large') hearOut(request, reply)
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(known, request.id)))
}

/** What a page at the end of a redirect cannot say more clearly. */
const unclear: ReadonlySet<ErrorCode> = new Set([
  'invalid_input',
  'not_found',
  'unsupported_media',
  'body_too_large',
])

/** The same where the browser itself made the request: the failure is told by the page on which one signs in. */
export function redirectWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { code } = foresee(error)
  if (errorStatus[code] >= 500) request.log.error({ err: error, code }, 'request failed')
  void reply.redirect(`/sign-in?refused=${unclear.has(code) ? 'sso_failed' : code}`, 303)
}

/** Body of the answer. What is wrong with the machine is told by its code alone: the rest is for the log. */
function problemOf(error: AppError, requestId: string): Problem {
  const isOurs = errorStatus[error.code] >= 500
  const { message, problems, ...details } = isOurs ? {} : error.details
  return {
    type: `urn:carrel:problem:${error.code}`,
    title: titleOf(error.code),
    status: errorStatus[error.code],
    code: error.code,
    ...(typeof message === 'string' ? { detail: message } : {}),
    ...(Array.isArray(problems) ? { problems: problems as FieldProblem[] } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    requestId,
  }
}

function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Any error as one of the closed list; `internal`, without its text, when nobody foresaw it. */
export function foresee(error: unknown): AppError {
  if (error instanceof AppError) return error
  const databaseCode = codeOfDatabaseError(error)
  if (databaseCode !== undefined) return appError(databaseCode)
  return error instanceof Error ? ofFramework(error as FastifyError) : appError('internal')
}

const codeOfFramework: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media',
}

/** Errors of Fastify and its plugins: refused requests carry a status below 500. */
function ofFramework(error: FastifyError): AppError {
  if (error.validation) {
    return appError('invalid_input', { problems: fieldProblemsOf(error.validation) })
  }
  const code = codeOfFramework[error.code]
  if (code !== undefined) return appError(code)
  // Paths that the server of files refuses, bodies that are no JSON, ranges beyond the end of a file …
  const { statusCode } = error
  if (statusCode === 403 || statusCode === 404) return appError('not_found')
  const isRefusal = statusCode !== undefined && statusCode >= 400 && statusCode < 500
  return appError(isRefusal || isBrokenMultipart(error) ? 'invalid_input' : 'internal')
}
