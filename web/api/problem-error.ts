import type { ErrorCode, FieldProblem, Problem } from '../../contract/problem.ts'

/** `offline`: no answer came at all; everything else is a code of the contract. */
export type FailureCode = ErrorCode | 'offline'

/** A refused or failed call: the stable code, the wrong fields, and details to show. */
export class ProblemError extends Error {
  readonly code: FailureCode
  readonly status: number
  readonly problems: FieldProblem[]
  readonly details: Record<string, unknown>
  readonly requestId: string | undefined

  constructor(code: FailureCode, problem?: Problem) {
    super(problem?.detail ?? problem?.title ?? code)
    this.name = 'ProblemError'
    this.code = code
    this.status = problem?.status ?? 0
    this.problems = problem?.problems ?? []
    this.details = problem?.details ?? {}
    this.requestId = problem?.requestId
  }
}

/** Reads the error answer of the server; an answer that is not a problem document becomes `internal`. */
export function problemFrom(status: number, text: string): ProblemError {
  const body = parse(text)
  if (isProblem(body)) return new ProblemError(body.code as ErrorCode, body)
  return new ProblemError('internal', { type: 'about:blank', title: 'internal', status, code: 'internal' })
}

/** The code of any thrown value; what is not ours counts as `internal`. */
export function failureCode(error: unknown): FailureCode {
  return error instanceof ProblemError ? error.code : 'internal'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
}
