import { parseUserElement } from '../../alma-user/parse-user-element.ts'
import type { XmlElement } from '../../alma-user/xml-element.ts'
import type { FeedProblem, FeedRecord } from './feed-types.ts'

/** Parses a record of a feed; its problem is told with the file, the line in that file and the position. */
export function parseFeedRecord(record: FeedRecord): { element: XmlElement } | { problem: FeedProblem } {
  const parsed = parseUserElement(record.bytes)
  if ('element' in parsed) return parsed
  const { file, index } = record
  const line = record.line + parsed.problem.line - 1
  return { problem: { ...parsed.problem, file, index, line, fatal: false } }
}
