import {
  advance,
  enterMarkup,
  isShort,
  leaveRecord,
  refuse,
  type SplitState,
  skipSpace,
} from './split-state.ts'
import {
  endTagEnd,
  GREATER,
  impossible,
  isSpace,
  isUserStart,
  LESS,
  nameAt,
  SLASH,
  standsAt,
  startTagEnd,
  unfinished,
} from './xml-bytes.ts'

const declarationLimit = 1024

const foreignBeginnings: [string, number[]][] = [
  ['UTF-32', [0xff, 0xfe, 0, 0]],
  ['UTF-32', [0, 0, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
  ['UTF-16', [LESS, 0]],
  ['UTF-16', [0, LESS]],
]

/** Byte order mark: UTF-8's is passed over, any other refuses the file. */
export function stepStart(state: SplitState, isLast: boolean): boolean {
  const { window } = state
  if (window.length < 4 && !isLast) return false
  const foreign = foreignBeginnings.find(([, bytes]) => bytes.every((byte, at) => window[at] === byte))
  if (foreign) return refuse(state, 'xml_encoding_refused', { encoding: foreign[0] })
  if (window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf) state.at = 3
  state.mode = 'prolog'
  return true
}

/** XML declaration, comments and the root's start tag. */
export function stepProlog(state: SplitState, isLast: boolean): boolean {
  skipSpace(state)
  const { window, at } = state
  if (at === window.length || isShort(state, isLast)) return false
  if (window[at] !== LESS) return refuse(state, 'xml_broken', { found: 'text' })
  if (standsAt(window, at, '<?xml') && isSpace(window[at + 5])) return readDeclaration(state)
  if (standsAt(window, at, '<![CDATA[')) return refuse(state, 'xml_broken', { found: 'text' })
  if (enterMarkup(state)) return true
  if (isUserStart(window, at)) {
    // A document that is nothing but one user, as the API sends it, is a feed of one.
    state.mode = 'between'
    return true
  }
  return readRoot(state)
}

function readDeclaration(state: SplitState): boolean {
  const { window, at } = state
  const text = window.toString('latin1', at, at + declarationLimit)
  const end = text.indexOf('?>')
  if (end < 0) return text.length === declarationLimit && refuse(state, 'xml_broken', { found: '<?xml' })
  const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(text.slice(0, end))?.[1] ?? 'UTF-8'
  // ASCII is the part of UTF-8 on which all agree.
  if (!/^(utf-?8|us-ascii|ascii)$/i.test(encoding)) return refuse(state, 'xml_encoding_refused', { encoding })
  advance(state, at + end + 2)
  return true
}

function readRoot(state: SplitState): boolean {
  const { window, at } = state
  const name = nameAt(window, at + 1)
  if (!/^[\p{L}_:]/u.test(name)) return refuse(state, 'xml_broken', { found: `<${name}` })
  const end = startTagEnd(window, at, state.maxRecordBytes)
  if (end === unfinished) return false
  if (end === impossible) return refuse(state, 'xml_broken', { found: `<${name}` })
  state.root = name
  state.mode = window[end - 2] === SLASH ? 'after' : 'between'
  advance(state, end)
  return true
}

/** Between records: only white space, comments, processing instructions, the next record and the root's end. */
export function stepBetween(state: SplitState, isLast: boolean): boolean {
  skipSpace(state)
  const { window, at } = state
  if (at === window.length) return false
  if (window[at] !== LESS) return stray(state, 'text')
  if (isUserStart(window, at)) return beginRecord(state, isLast)
  if (isShort(state, isLast) || (isLast && window.indexOf(GREATER, at) < 0)) return false
  if (standsAt(window, at, '<![CDATA[')) report(state, 'text')
  if (enterMarkup(state)) return true
  if (window[at + 1] === SLASH && nameAt(window, at + 2) === state.root) {
    const end = endTagEnd(window, at + 2 + Buffer.byteLength(state.root), state.maxRecordBytes)
    if (end === unfinished) return false
    if (end !== impossible) {
      advance(state, end)
      state.mode = 'after'
      return true
    }
  }
  const isEnd = window[at + 1] === SLASH
  return stray(state, isEnd ? `</${nameAt(window, at + 2)}` : `<${nameAt(window, at + 1)}`)
}

function beginRecord(state: SplitState, isLast: boolean): boolean {
  const { window, at } = state
  state.isStray = false
  state.recordStart = at
  state.recordLine = state.line
  if (window[at + 5] === GREATER) {
    state.at += 6
    state.mode = 'record'
    return true
  }
  const end = startTagEnd(window, at, state.maxRecordBytes)
  if (end === unfinished && !isLast) return false
  if (end > 0 && window[end - 2] === SLASH) {
    state.sink.record(window.subarray(at, end), state.line)
    leaveRecord(state)
  } else state.mode = 'record'
  // A start tag that never ends is left to the parser: the record's end is sought all the same.
  advance(state, end > 0 ? end : at + 5)
  return true
}

function stray(state: SplitState, found: string): true {
  report(state, found)
  const next = state.window.indexOf(LESS, state.at + 1)
  advance(state, next < 0 ? state.window.length : next)
  return true
}

/** One problem for a whole run of unexpected content: a lost start tag must not bring one for each element. */
function report(state: SplitState, found: string): void {
  if (state.isStray) return
  state.isStray = true
  const problem = { line: state.line, parameters: { found }, isRecord: false, fatal: false }
  state.sink.problem({ code: 'xml_unexpected_content', ...problem })
}

/** After the root's end: comments and processing instructions, no second document. */
export function stepAfter(state: SplitState, isLast: boolean): boolean {
  skipSpace(state)
  const { window, at } = state
  if (at === window.length || isShort(state, isLast)) return false
  if (window[at] === LESS && !standsAt(window, at, '<![CDATA[') && enterMarkup(state)) return true
  return refuse(state, 'xml_content_after_root')
}
