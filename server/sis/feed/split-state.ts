import type { ProblemParameters } from '../../alma-user/read-xml.ts'
import type { FeedProblemCode } from './feed-types.ts'
import { countLines, isSpace, NEWLINE, standsAt } from './xml-bytes.ts'

export type SplitProblem = {
  code: FeedProblemCode
  line: number
  parameters: ProblemParameters
  /** It stands for a record, which has its place in the count although it is not handed out. */
  isRecord: boolean
  fatal: boolean
}

export type SplitSink = {
  record(bytes: Buffer, line: number): void
  problem(problem: SplitProblem): void
}

/**
 * Where the reading of one file stands. `window` holds the bytes that are still needed; everything before
 * `at` has been looked at, and `line` is the line of `at`. In mode `record` the open record begins at
 * `recordStart`; in mode `oversize` it has been rejected and only its end is sought.
 */
export type SplitState = {
  window: Buffer
  /** The memory under `window`, four bytes at a time. */
  words: Int32Array
  at: number
  line: number
  mode: 'start' | 'prolog' | 'between' | 'record' | 'oversize' | 'after' | 'refused'
  /** End of the comment, CDATA section or processing instruction in which `at` stands. */
  until: string | null
  recordStart: number
  recordLine: number
  /** Name of the root element; empty while unknown and when a lone `<user>` is the root. */
  root: string
  /** Inside unexpected content that has been reported already. */
  isStray: boolean
  readonly maxRecordBytes: number
  readonly sink: SplitSink
}

/** Looks at what stands at `at`; false if nothing can be decided before more bytes come. */
export type SplitStep = (state: SplitState, isLast: boolean) => boolean

/** Enough bytes to tell every kind of markup, and to read an element name. */
export const lookahead = 256

/** Puts other bytes under the same position. */
export function look(state: SplitState, window: Buffer): void {
  state.window = window
  state.words = new Int32Array(window.buffer, 0, window.buffer.byteLength >> 2)
}

export function isShort(state: SplitState, isLast: boolean): boolean {
  return !isLast && state.window.length - state.at < lookahead
}

/** Moves on, counting the lines passed. */
export function advance(state: SplitState, to: number): void {
  state.line += countLines(state.window, state.at, to)
  state.at = to
}

export function skipSpace(state: SplitState): void {
  const { window } = state
  while (state.at < window.length && isSpace(window[state.at])) {
    if (window[state.at] === NEWLINE) state.line += 1
    state.at += 1
  }
}

/** After a record; when that was the root itself, the document is at its end. */
export function leaveRecord(state: SplitState): void {
  state.mode = state.root === '' ? 'after' : 'between'
}

/** Ends the reading of the file with a fatal problem. */
export function refuse(state: SplitState, code: FeedProblemCode, parameters: ProblemParameters = {}): true {
  state.sink.problem({ code, line: state.line, parameters, isRecord: false, fatal: true })
  state.mode = 'refused'
  return true
}

/**
 * Steps into a comment, CDATA section or processing instruction, inside which tags mean nothing, or refuses
 * the file for a declaration: without DOCTYPE there are no entities to expand and no external ones to fetch.
 * False if none of them begins here.
 */
export function enterMarkup(state: SplitState): boolean {
  const { window, at } = state
  if (standsAt(window, at, '<!--')) return enter(state, 4, '-->')
  if (standsAt(window, at, '<![CDATA[')) return enter(state, 9, ']]>')
  if (standsAt(window, at, '<?')) return enter(state, 2, '?>')
  const word = /^<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.exec(window.toString('latin1', at, at + 10))
  return word !== null && refuse(state, 'xml_doctype_refused')
}

function enter(state: SplitState, length: number, until: string): true {
  state.at += length
  state.until = until
  return true
}

/** Looks for the end of what was entered, keeping only the bytes in which that end may have begun. */
export function leaveMarkup(state: SplitState, until: string): boolean {
  const found = state.window.indexOf(until, state.at, 'latin1')
  if (found < 0) {
    advance(state, Math.max(state.at, state.window.length - until.length + 1))
    return false
  }
  advance(state, found + until.length)
  state.until = null
  return true
}
