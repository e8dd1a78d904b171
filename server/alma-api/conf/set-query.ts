import { isDeepStrictEqual } from 'node:util'
import type { Filter } from '../../../contract/filter.ts'
import { AppError } from '../../errors.ts'
import { parseFilter } from '../../filters/parse.ts'
import { type AlmaOperator, almaOperators, conditionOf, filterOf } from './set-indexes.ts'

/**
 * Logical sets in Alma's words, `USER where USER ((last_name EQUAL "Abel") AND (user_group EQUAL "STAFF"))`, and back.
 * `NOT` stands before what it denies. What has no words there is told in ours, as an index `filter` that equals a filter
 * in JSON; so whoever sends back what was told changes nothing.
 */
export function queryOf(filter: Filter): string {
  const expression = expressionOf(filter)
  const told = `USER where USER ${/^\((\(|NOT )/.test(expression) ? expression : `(${expression})`}`
  const isExact = isDeepStrictEqual(readBack(told), filter)
  return isExact ? told : `USER where USER (${own(filter)})`
}

const ownIndex = 'filter'

const own = (filter: Filter): string => `(${ownIndex} EQUAL ${quoted(JSON.stringify(filter))})`

function expressionOf(filter: Filter): string {
  const condition = conditionOf(filter)
  if (condition) return `(${condition.index} ${condition.operator} ${quoted(condition.value)})`
  if ('not' in filter) return `(NOT ${expressionOf(filter.not)})`
  if ('and' in filter && filter.and.length > 1) return `(${filter.and.map(expressionOf).join(' AND ')})`
  if ('or' in filter && filter.or.length > 1) return `(${filter.or.map(expressionOf).join(' OR ')})`
  return own(filter)
}

/** In quotes, with what XML cannot carry and what would end the text told as in JSON. */
const quoted = (value: string): string =>
  JSON.stringify(value).replaceAll(
    /[\x7f-\x9f\ufffe\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

function readBack(query: string): Filter | undefined {
  const read = readQuery(query)
  return 'filter' in read ? read.filter : undefined
}

export type ReadQuery = { filter: Filter } | { problem: 'content' | 'syntax'; at: string }

/** The filter that a query means, checked; `content` where it is about something else than users. */
export function readQuery(query: string): ReadQuery {
  const head = /^\s*(\w+)\s+where\s+(\w+)\s*(?=\()/i.exec(query)
  if (!head) return { problem: 'syntax', at: query.slice(0, shownLength) }
  const other = [head[1]!, head[2]!].find(content => content.toUpperCase() !== 'USER')
  if (other !== undefined) return { problem: 'content', at: other }
  const tokens = tokensOf(query.slice(head[0].length))
  if ('at' in tokens) return { problem: 'syntax', at: tokens.at }
  const reading: Reading = { tokens: tokens.list, next: 0 }
  try {
    const filter = readAlternatives(reading, 0)
    if (reading.next < reading.tokens.length) throw unexpected(reading)
    return { filter: parseFilter(filter) }
  } catch (error) {
    if (error instanceof QueryError) return { problem: 'syntax', at: error.message }
    if (error instanceof AppError) return { problem: 'syntax', at: String(error.details['path']) }
    throw error
  }
}

const shownLength = 40
const longestQuery = 100_000
const deepest = 12

type Token = { kind: 'mark' | 'word' | 'text'; text: string }

function tokensOf(text: string): { list: Token[] } | { at: string } {
  if (text.length > longestQuery) return { at: text.slice(0, shownLength) }
  const list: Token[] = []
  const pattern = /\s*(?:([()])|("(?:[^"\\]|\\.)*")|([\w.]+))/suy
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) return { at: text.slice(at, at + shownLength) }
    const [, mark, quote, word] = match
    if (quote !== undefined) list.push({ kind: 'text', text: unquoted(quote) })
    else list.push(mark === undefined ? { kind: 'word', text: word! } : { kind: 'mark', text: mark })
  }
  return { list }
}

/** As in JSON where it is, else as it stands: not everybody knows that a backslash is special. */
function unquoted(quote: string): string {
  try {
    return JSON.parse(quote)
  } catch {
    return quote.slice(1, -1)
  }
}

class QueryError extends Error {}

type Reading = { tokens: Token[]; next: number }

const unexpected = ({ tokens, next }: Reading): QueryError =>
  new QueryError((tokens[next]?.text ?? 'the end').slice(0, shownLength))

function take(reading: Reading, isWanted: (token: Token) => boolean): Token | undefined {
  const token = reading.tokens[reading.next]
  if (!token || !isWanted(token)) return undefined
  reading.next += 1
  return token
}

const isWord = (word: string) => (token: Token) => token.kind === 'word' && token.text.toUpperCase() === word
const isMark = (mark: string) => (token: Token) => token.kind === 'mark' && token.text === mark

/** `AND` binds closer than `OR`. */
function readAlternatives(reading: Reading, depth: number): Filter {
  const parts = [readConjunction(reading, depth)]
  while (take(reading, isWord('OR'))) parts.push(readConjunction(reading, depth))
  return parts.length === 1 ? parts[0]! : { or: parts }
}

function readConjunction(reading: Reading, depth: number): Filter {
  const parts = [readTerm(reading, depth)]
  while (take(reading, isWord('AND'))) parts.push(readTerm(reading, depth))
  return parts.length === 1 ? parts[0]! : { and: parts }
}

function readTerm(reading: Reading, depth: number): Filter {
  // Parentheses around parentheses say nothing; three of them to a level of the filter are more than anybody needs.
  if (depth > deepest * 3) throw unexpected(reading)
  if (take(reading, isWord('NOT'))) return { not: readTerm(reading, depth + 1) }
  if (!take(reading, isMark('('))) return readCondition(reading)
  const inner = readAlternatives(reading, depth + 1)
  if (!take(reading, isMark(')'))) throw unexpected(reading)
  return inner
}

function readCondition(reading: Reading): Filter {
  const index = take(reading, token => token.kind === 'word')
  const operator = take(reading, token => almaOperators.some(one => one === token.text))
  const value = take(reading, token => token.kind === 'text')
  if (!index || !operator || !value) throw unexpected(reading)
  const isOwn = index.text === ownIndex && operator.text === 'EQUAL'
  const filter = isOwn
    ? ownFilter(value.text)
    : filterOf(index.text, operator.text as AlmaOperator, value.text)
  if (!filter) throw new QueryError(`${index.text} ${operator.text}`.slice(0, shownLength))
  return filter
}

/** Whether it is a filter is judged with the whole. */
function ownFilter(json: string): Filter | undefined {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
