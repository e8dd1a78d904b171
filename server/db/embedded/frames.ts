/** One whole message of a PostgreSQL client; `type` is empty for what comes before the session has begun. */
export type Frame = { type: string; bytes: Buffer }

/** PostgreSQL's own limit on one message. */
const longestFrame = 1024 ** 3

/** Cuts the byte stream of one client into whole messages; throws if it is not the PostgreSQL protocol (3.x). */
export function frameReader(): (chunk: Buffer) => Frame[] {
  let held: Buffer[] = []
  let heldBytes = 0
  let neededBytes = 0
  let hasBegun = false

  return chunk => {
    held.push(chunk)
    heldBytes += chunk.length
    // Joined only when a message is complete: a large one arrives in many pieces.
    if (heldBytes < neededBytes) return []
    let rest = Buffer.concat(held)
    const frames: Frame[] = []
    for (;;) {
      neededBytes = frameLength(rest, hasBegun)
      if (rest.length < neededBytes) break
      const bytes = rest.subarray(0, neededBytes)
      frames.push({ type: hasBegun ? String.fromCharCode(bytes[0]!) : '', bytes })
      hasBegun ||= bytes.readUInt16BE(4) === 3
      rest = rest.subarray(neededBytes)
    }
    held = rest.length > 0 ? [rest] : []
    heldBytes = rest.length
    return frames
  }
}

/** Length of the message that `bytes` begins with, or of its header while that is still incomplete. */
function frameLength(bytes: Buffer, hasBegun: boolean): number {
  const headerBytes = hasBegun ? 5 : 8
  if (bytes.length < headerBytes) return headerBytes
  const length = hasBegun ? 1 + bytes.readUInt32BE(1) : bytes.readUInt32BE(0)
  if (length < headerBytes || length > longestFrame)
    throw new Error(`not a PostgreSQL message: ${length} bytes`)
  return length
}

/** A message of the protocol: its type and the parts of its body. */
export function frame(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : part)))
  const header = Buffer.alloc(5, type)
  header.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([header, body])
}
