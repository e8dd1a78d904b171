import type { FieldProblem } from '../../contract/problem.ts'
import { AppError, appError } from '../errors.ts'
import type { Json } from '../fields/document.ts'

type Values = Record<string, unknown>

/** A problem with the value that was given and the element around it, so that another door can name it in its own words. */
export type ValuedProblem = FieldProblem & { value?: unknown; element?: Values }

/** What a program gave: path → value, and the record type that it meant. */
export type GivenValues = { edit: Readonly<Values>; recordType: Json | undefined }

/** The refusal of what a program gave: `invalid_values`, each problem with its value. */
export const refusedValues = (problems: readonly FieldProblem[], given: GivenValues): AppError =>
  appError('invalid_values', detailsOf(problems, given))

/** Adds the values to what `work` refuses. */
export async function namingValues<T>(given: GivenValues, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const problems = error instanceof AppError ? error.details['problems'] : undefined
    if (!Array.isArray(problems)) throw error
    throw appError((error as AppError).code, detailsOf(problems as FieldProblem[], given), error)
  }
}

const detailsOf = (problems: readonly FieldProblem[], { edit, recordType }: GivenValues) => ({
  problems: problems.map(problem => ({ ...problem, ...valueAt(edit, problem.field) })),
  recordType: recordType ?? null,
})

/** `field`, `kind/id` or `kind/id/field`. */
function valueAt(edit: Readonly<Values>, field: string): Pick<ValuedProblem, 'value' | 'element'> {
  const [kind, id, name] = field.split('/')
  if (id === undefined) return { value: edit[field] }
  const element = (edit[`${kind}/${id}`] ?? {}) as Values
  return { element, value: name === undefined ? undefined : element[name] }
}
