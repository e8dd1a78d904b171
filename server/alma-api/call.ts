import type { FastifyRequest } from 'fastify'
import { type AlmaTree, isTree } from '../alma-user/alma-tree.ts'
import { fromAlmaXml } from '../alma-user/from-alma-xml.ts'
import { AppError } from '../errors.ts'
import type { Format } from './envelope.ts'
import type { JobDoor } from './job-door.ts'
import { type AlmaRefusal, refuse } from './refusal.ts'

/** A call as operations see it: parts of the path, parameters and body, whatever way they came. */
export type Call = {
  /** Parts of the path, decoded. */
  params: Readonly<Record<string, string>>
  query: CallQuery
  /** The header as it was sent. */
  header: (name: string) => string | undefined
  /** The object in the body, JSON or XML; `root` is its name in XML. An empty body, or `null`, is `{}`. Throws 401676. */
  readBody: (root: string) => AlmaTree
  /** What the body is by its first character; undefined if there is nothing in it. */
  bodyFormat: () => Format | undefined
  /** The address under which the caller reaches a path below `/almaws/v1`, whose parts are encoded already. */
  linkTo: (path: string) => string
  /** What it takes to run jobs. */
  jobs: JobDoor
}

/** Parameters of a call; those that nobody asks for do no harm. */
export type CallQuery = {
  /** Trimmed; undefined if it is not there or empty. Of a repeated parameter the first. */
  text: (name: string) => string | undefined
  /** As it was sent, spaces at its ends included. */
  exactText: (name: string) => string | undefined
  /** Whether it is there, even if it is empty. */
  isGiven: (name: string) => boolean
  /** Comma-separated, repeated, or both. */
  list: (name: string) => string[]
  /** `true` in any case; else the fallback. */
  flag: (name: string, fallback?: boolean) => boolean
  /** How many from where: `limit` 10 unless told, 100 at most, `offset` 0; throws what `refusal` makes. */
  page: (refusal?: PageRefusal) => { limit: number; offset: number }
}

type PageRefusal = (name: string, value: string) => AlmaRefusal

const mostPerPage = 100
const usualPage = 10
/** Beyond this nobody turns pages, and databases count no further. */
const furthestOffset = 2_147_483_647

/** The call that a request makes, but for what only the program can do. */
export function callOf(request: FastifyRequest): Omit<Call, 'jobs'> {
  return {
    params: request.params as Record<string, string>,
    query: queryOf(request.query as Record<string, string | string[] | undefined>),
    header: name => {
      const value = request.headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    readBody: root => readBody(bytesOf(request), root),
    bodyFormat: () => formatOfBody(bytesOf(request)),
    linkTo: path => `${request.protocol}://${request.host}/almaws/v1${path}`,
  }
}

export function queryOf(given: Readonly<Record<string, string | string[] | undefined>>): CallQuery {
  const all = (name: string) => [given[name] ?? []].flat()
  const text = (name: string) => all(name)[0]?.trim() || undefined
  const number = (name: string, fallback: number, refusal: PageRefusal) => {
    const value = text(name)
    if (value === undefined) return fallback
    if (!/^\d{1,15}$/.test(value)) throw refusal(name, value)
    return Number(value)
  }
  return {
    text,
    exactText: name => all(name)[0],
    isGiven: name => given[name] !== undefined,
    list: name =>
      all(name)
        .flatMap(one => one.split(','))
        .map(one => one.trim())
        .filter(Boolean),
    flag: (name, fallback = false) => {
      const value = text(name)?.toLowerCase()
      return value === 'true' || value === 'false' ? value === 'true' : fallback
    },
    page: (refusal = (name, value) => refuse('40166410', { name, value })) => ({
      limit: Math.min(number('limit', usualPage, refusal), mostPerPage),
      offset: Math.min(number('offset', 0, refusal), furthestOffset),
    }),
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

const bytesOf = ({ body }: FastifyRequest): Buffer => (body as Buffer | null | undefined) ?? Buffer.alloc(0)

/** Content types are wrong too often. */
function formatOfBody(bytes: Buffer): Format | undefined {
  const first = /[^\s\ufeff]/u.exec(bytes.subarray(0, 1000).toString('utf8'))?.[0]
  if (first === undefined) return undefined
  return first === '<' ? 'xml' : 'json'
}

function readBody(bytes: Buffer, root: string): AlmaTree {
  const format = formatOfBody(bytes)
  if (format === undefined) return {}
  try {
    // The door has refused what is too large for the operation.
    if (format === 'xml') return fromAlmaXml(bytes, root)
    const tree = parseJson(strictUtf8.decode(bytes))
    // What some programs send where they have nothing to say.
    if (tree === null) return {}
    if (isTree(tree) && isShallow(tree)) return tree
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || isRefusedXml(error))) throw error
  }
  throw refuse('401676')
}

/** Barcodes are sent as numbers, too, and some have more digits than numbers can: these come as the text that was sent. */
function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  const withDigits = (_: string, value: unknown, { source }: { source?: string }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '') ? source : value
  return JSON.parse(text, withDigits as (key: string, value: unknown) => unknown)
}

const isRefusedXml = (error: unknown): boolean => error instanceof AppError && error.code === 'invalid_input'

/** Levels of objects and lists in a body; the deepest of an Alma object is the seventh. */
const mostLevels = 20

/** Walks the levels from the top, so that depth costs no stack. */
function isShallow(tree: AlmaTree): boolean {
  let level: object[] = [tree]
  for (let depth = 0; depth < mostLevels; depth += 1) {
    level = level.flatMap(one => Object.values(one)).filter(one => typeof one === 'object' && one !== null)
    if (level.length === 0) return true
  }
  return false
}
