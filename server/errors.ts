import type { ErrorCode } from '../contract/problem.ts'

/** Every failure that Carrel foresees: a stable code, and details that a front door may show (never secrets). */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown>

  constructor(code: ErrorCode, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(messageOf(code, details), options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

/** Makes the error to throw; `details.message` becomes the text for logs and command line. */
export function appError(code: ErrorCode, details: Record<string, unknown> = {}, cause?: unknown): AppError {
  return new AppError(code, details, cause === undefined ? undefined : { cause })
}

function messageOf(code: ErrorCode, details: Record<string, unknown>): string {
  return typeof details['message'] === 'string' ? details['message'] : code
}
