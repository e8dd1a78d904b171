import { stepAfter, stepBetween, stepProlog, stepStart } from './split-outside.ts'
import { reject, rejectTooLarge, stepRecord } from './split-record.ts'
import { advance, leaveMarkup, look, type SplitSink, type SplitState, type SplitStep } from './split-state.ts'

const steps: Record<Exclude<SplitState['mode'], 'refused'>, SplitStep> = {
  start: stepStart,
  prolog: stepProlog,
  between: stepBetween,
  record: stepRecord,
  oversize: stepRecord,
  after: stepAfter,
}

/** Bytes kept of a rejected record, so that the end of the file still shows whether the root was closed. */
const tailBytes = 256

/** Bytes copied at a time to complete what the last chunk cut through: a few records. */
const joinBytes = 16 * 1024

/**
 * Cuts one XML file into its `<user>` elements without parsing them. Records and problems go to the sink in
 * the order of the file, and do not depend on how the bytes are cut into chunks.
 */
export function startSplit(sink: SplitSink, maxRecordBytes: number): SplitState {
  return {
    window: Buffer.alloc(0),
    words: new Int32Array(0),
    at: 0,
    line: 1,
    mode: 'start',
    until: null,
    recordStart: 0,
    recordLine: 1,
    root: '',
    isStray: false,
    maxRecordBytes,
    sink,
  }
}

/** Takes the next bytes of the file; false once the file is refused and need not be read on. */
export function pushChunk(state: SplitState, chunk: Buffer): boolean {
  let joined = 0
  while (state.window.length > joined && joined < chunk.length) {
    const piece = chunk.subarray(joined, joined + Math.max(joinBytes, state.window.length))
    look(state, Buffer.concat([state.window, piece]))
    joined += piece.length
    run(state, false)
  }
  if (state.window.length <= joined) {
    // All that is still needed lies in the chunk, where the rest is read without copying it.
    look(state, chunk.subarray(joined - state.window.length))
    run(state, false)
  }
  return state.mode !== 'refused'
}

/** The file has ended: decides what was waiting for more, and says if the root was never closed. */
export function finishSplit(state: SplitState): void {
  run(state, true)
  if (state.mode === 'refused' || (state.mode === 'after' && state.until === null)) return
  const isRecord = state.mode === 'record'
  const isRecordOpen = isRecord || state.mode === 'oversize'
  if (isRecordOpen && state.until === null && endsWithRoot(state)) {
    if (isRecord) reject(state, 'record_unclosed')
    return
  }
  advance(state, state.window.length)
  const { line } = state
  state.sink.problem({ code: 'xml_truncated', line, parameters: {}, isRecord, fatal: true })
  state.mode = 'refused'
}

function run(state: SplitState, isLast: boolean): void {
  while (state.mode !== 'refused') {
    const goesOn = state.until ? leaveMarkup(state, state.until) : steps[state.mode](state, isLast)
    if (!goesOn) break
  }
  rejectTooLarge(state)
  forgetPassed(state)
}

/** Keeps the open record or the undecided markup; the rest of the window is done with. */
function forgetPassed(state: SplitState): void {
  let from = state.mode === 'refused' ? state.window.length : state.at
  if (state.mode === 'record') from = state.recordStart
  if (state.mode === 'oversize') from = Math.max(0, state.at - tailBytes)
  state.window = state.window.subarray(from)
  state.at -= from
  state.recordStart -= from
}

function endsWithRoot({ window, root }: SplitState): boolean {
  const tail = window.toString('utf8', Math.max(0, window.length - tailBytes))
  return root !== '' && /<\/([^\s<>/]+)\s*>\s*$/.exec(tail)?.[1] === root
}
