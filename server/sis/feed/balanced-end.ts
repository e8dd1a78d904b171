import { maxElements } from '../../alma-user/parse-user-element.ts'
import { maxDepth } from '../../alma-user/read-xml.ts'
import {
  endTagEnd,
  impossible,
  LESS,
  nameAt,
  QUESTION,
  SLASH,
  standsAt,
  startTagEnd,
  unfinished,
} from './xml-bytes.ts'

type Walk = { bytes: Buffer; open: string[]; elements: number }

/**
 * Walks all tags of the record at `start`, which has another `<user>` in it, and gives the position after the
 * end tag that balances it; `unfinished` if the bytes end first, `impossible` if tags cross, if a `<user>` is
 * its direct child (then it is the next record), or if it is deeper or longer than a record may be. These
 * bounds also keep a file of nothing but unclosed records from costing a walk of the whole window for each.
 */
export function endOfBalanced(bytes: Buffer, start: number): number {
  const walk: Walk = { bytes, open: [], elements: 0 }
  let at = start
  do {
    const after = passTag(walk, at)
    if (after <= 0) return after
    if (walk.open.length === 0) return after
    at = bytes.indexOf(LESS, after)
  } while (at >= 0)
  return unfinished
}

/** The position after the markup at `at`, with the open elements brought up to date. */
function passTag(walk: Walk, at: number): number {
  const { bytes } = walk
  const next = bytes[at + 1]
  if (next === SLASH) return passEnd(walk, at)
  if (next === QUESTION) return passTo(bytes, '?>', at + 2)
  if (standsAt(bytes, at, '<!--')) return passTo(bytes, '-->', at + 4)
  if (standsAt(bytes, at, '<![CDATA[')) return passTo(bytes, ']]>', at + 9)
  return passStart(walk, at)
}

function passStart(walk: Walk, at: number): number {
  const { bytes, open } = walk
  const end = startTagEnd(bytes, at, Number.POSITIVE_INFINITY)
  if (end <= 0) return end
  const name = nameAt(bytes, at + 1)
  walk.elements += 1
  if (name === 'user' && open.length === 1) return impossible
  if (open.length === maxDepth || walk.elements > maxElements) return impossible
  if (bytes[end - 2] !== SLASH) open.push(name)
  return end
}

function passEnd(walk: Walk, at: number): number {
  const name = nameAt(walk.bytes, at + 2)
  const end = endTagEnd(walk.bytes, at + 2 + Buffer.byteLength(name), Number.POSITIVE_INFINITY)
  if (end <= 0) return end
  return walk.open.pop() === name ? end : impossible
}

function passTo(bytes: Buffer, text: string, from: number): number {
  const found = bytes.indexOf(text, from, 'latin1')
  return found < 0 ? unfinished : found + text.length
}
