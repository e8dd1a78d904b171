import { finishSplit, pushChunk, startSplit } from '../split-records.ts'
import type { SplitProblem } from '../split-state.ts'

export type SplitEvent = { record: string; line: number } | SplitProblem

export type SplitSetup = { sizes?: number[]; maxRecordBytes?: number }

/** Splits a document that comes in chunks of these sizes, over and over; whole if none are given. */
export function splitText(document: string | Buffer, setup: SplitSetup = {}): SplitEvent[] {
  const bytes = Buffer.from(document)
  const sizes = setup.sizes ?? [bytes.length]
  const events: SplitEvent[] = []
  const sink = {
    record: (record: Buffer, line: number) => events.push({ record: record.toString(), line }),
    problem: (problem: SplitProblem) => events.push(problem),
  }
  const state = startSplit(sink, setup.maxRecordBytes ?? 1024 ** 2)
  let at = 0
  for (let turn = 0; at < bytes.length; turn += 1) {
    const chunk = Buffer.from(bytes.subarray(at, at + (sizes[turn % sizes.length] ?? 1)))
    if (!pushChunk(state, chunk)) break
    at += chunk.length
  }
  finishSplit(state)
  return events
}

export function recordsOf(events: SplitEvent[]): string[] {
  return events.flatMap(event => ('record' in event ? [event.record] : []))
}

/** `code@line`, with `!` if fatal and `#` if it stands for a record. */
export function problemsOf(events: SplitEvent[]): string[] {
  return events.flatMap(event =>
    'record' in event
      ? []
      : [`${event.code}@${event.line}${event.fatal ? '!' : ''}${event.isRecord ? '#' : ''}`],
  )
}
