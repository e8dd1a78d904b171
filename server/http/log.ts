import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from '../config.ts'

/** Names that may hold a secret or say who somebody is; whatever is logged under them is replaced. */
const hidden = [
  'password',
  'token',
  'cookie',
  'authorization',
  'body',
  'query',
  'params',
  'headers',
  'url',
  'primaryId',
  'primary_id',
  'name',
  'email',
  'value',
]

/** The log: lines of JSON without personal data. What a request carried, and what a person is called, stays out. */
export function createLog(options: { level: LogLevel; stream?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: hidden.flatMap(name => [name, `*.${name}`]), censor: '[hidden]' },
      serializers: { err: describeError, error: describeError, req: () => undefined, res: () => undefined },
      hooks: {
        // Without a message of its own the logger would repeat that of the error, which may quote data.
        logMethod(args, method) {
          const isBare = args.length === 1 && typeof args[0] === 'object'
          method.apply(this, isBare ? [args[0], 'failure'] : args)
        },
      },
    },
    options.stream ?? pino.destination({ fd: 1, sync: false }),
  )
}

type ErrorDescription = {
  type: string
  message?: string
  code?: string
  constraint?: string
  table?: string
  column?: string
  routine?: string
  frames?: string[]
  cause?: ErrorDescription
}

/** What may be known about an error outside: never a text in which the database or a parser quotes somebody's data. */
function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error }
  const details = error as Error & Partial<Record<string, unknown>>
  const text = (key: string) => (typeof details[key] === 'string' ? { [key]: details[key] } : {})
  const isFromDatabase = typeof details['severity'] === 'string'
  return {
    type: error.name,
    ...(isFromDatabase || error instanceof SyntaxError ? {} : { message: error.message }),
    ...text('code'),
    ...(isFromDatabase
      ? { ...text('constraint'), ...text('table'), ...text('column'), ...text('routine') }
      : {}),
    frames: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map(line => line.trim())
  return lines.filter(line => line.startsWith('at ')).slice(0, 12)
}
