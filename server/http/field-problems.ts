import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import type { FieldProblem } from '../../contract/problem.ts'

type Violation = FastifySchemaValidationError

/** Names of rules, the same as those of `server/fields`. */
const ruleOfKeyword: Readonly<Record<string, string>> = {
  type: 'wrong_type',
  required: 'required',
  additionalProperties: 'unknown_field',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  maximum: 'too_large',
  minItems: 'too_few',
  maxItems: 'too_many',
  pattern: 'wrong_form',
  anyOf: 'one_of',
  const: 'one_of',
  enum: 'one_of',
}

const maximumProblems = 50

/** What the validator found as field and rule; the alternatives of a choice become one problem that lists them. */
export function fieldProblemsOf(violations: readonly Violation[]): FieldProblem[] {
  const choices = violations.filter(one => one.keyword === 'anyOf')
  const isAlternative = (one: Violation) =>
    choices.some(choice => choice !== one && one.schemaPath.startsWith(`${choice.schemaPath}/`))
  return violations
    .filter(one => !isAlternative(one))
    .slice(0, maximumProblems)
    .map(one => problemOf(one, violations))
}

function problemOf(violation: Violation, all: readonly Violation[]): FieldProblem {
  const limit = violation.keyword === 'anyOf' ? choicesOf(violation, all) : limitOf(violation)
  return {
    field: fieldOf(violation),
    rule: ruleOfKeyword[violation.keyword] ?? violation.keyword,
    ...(limit === undefined ? {} : { limit }),
  }
}

/** `changes.0.field`; empty for the body as a whole. */
function fieldOf({ instancePath, params }: Violation): string {
  const last = params['missingProperty'] ?? params['additionalProperty']
  const steps = instancePath.split('/').slice(1)
  return [...steps, ...(typeof last === 'string' ? [last] : [])].join('.')
}

function limitOf({ params }: Violation): string | number | undefined {
  const limit = params['limit'] ?? params['type'] ?? params['pattern'] ?? params['allowedValue']
  if (Array.isArray(limit)) return limit.join(', ')
  return typeof limit === 'string' || typeof limit === 'number' ? limit : undefined
}

function choicesOf(choice: Violation, all: readonly Violation[]): string | undefined {
  const values = all
    .filter(one => one.keyword === 'const' && one.schemaPath.startsWith(`${choice.schemaPath}/`))
    .filter(one => one.instancePath === choice.instancePath)
    .map(one => String(one.params['allowedValue']))
  return values.length > 0 ? [...new Set(values)].join(', ') : undefined
}
