import type { ErrorCode } from '../../contract/problem.ts'
import { type AppError, appError } from '../errors.ts'

/** Everything that can be wrong with a file as a whole; what is wrong with one row is data, not an error. */
export type SpreadsheetErrorCode = Extract<
  ErrorCode,
  | 'file_not_spreadsheet'
  | 'file_encrypted'
  | 'file_old_xls'
  | 'file_too_large'
  | 'file_empty'
  | 'file_encoding'
  | 'column_not_found'
>

/** Makes the error to throw for a file that cannot be used; `message` is for logs, screens translate the code. */
export function spreadsheetError(code: SpreadsheetErrorCode, message: string, cause?: unknown): AppError {
  return appError(code, { message }, cause)
}
