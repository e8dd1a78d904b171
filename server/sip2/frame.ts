// SIP 2.00, "Message format" and "Error detection": a message ends with a carriage return; with error detection it ends
// with a sequence number and a checksum before that.

const carriageReturn = 13
const space = 32

/** The longest request that the standard allows is a tenth of it. */
export const longestMessageBytes = 4096

/** The messages of a stream of bytes, without their ends. It is over when one does not end in time. */
export async function* messagesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = Buffer.alloc(0)
  for await (const chunk of chunks) {
    bytes = Buffer.concat([bytes, chunk])
    for (let end = bytes.indexOf(carriageReturn); end !== -1; end = bytes.indexOf(carriageReturn)) {
      if (end > longestMessageBytes) return
      const message = withoutLead(bytes.subarray(0, end))
      bytes = bytes.subarray(end + 1)
      if (message.length > 0) yield message
    }
    if (bytes.length > longestMessageBytes) return
  }
}

/** Some machines end lines with two characters: the second one is not the start of the next message. */
function withoutLead(message: Buffer): Buffer {
  const start = message.findIndex(byte => byte > space)
  return start === -1 ? message.subarray(0, 0) : message.subarray(start)
}

export type Framed = {
  /** Code, fixed fields and variable fields. */
  body: Buffer
  /** One digit; absent without error detection. */
  sequence?: string
  /** False: the checksum is that of another message. */
  isIntact: boolean
}

const trailer = /AY(\d)AZ([0-9A-Fa-f]{4})\|?$/

/** A message without its error detection. */
export function unframe(message: Buffer): Framed {
  // One character for each byte, so that positions in the text are those of the bytes.
  const found = trailer.exec(message.toString('latin1').trimEnd())
  if (!found) return { body: message, isIntact: true }
  const [, sequence = '', checksum = ''] = found
  const summed = message.subarray(0, found.index + 'AY0AZ'.length)
  return {
    body: message.subarray(0, found.index),
    sequence,
    isIntact: checksum.toUpperCase() === checksumOf(summed),
  }
}

/** The bytes to send; with the sequence number of the request they have error detection. */
export function frame(text: string, sequence?: string): Buffer {
  if (sequence === undefined) return Buffer.from(`${text}\r`)
  return frameSummed(`${text}AY${sequence}`)
}

/** "Send that again"; the standard gives it a checksum, but no sequence number. */
export const requestResend = (): Buffer => frameSummed('96')

function frameSummed(text: string): Buffer {
  const summed = Buffer.from(`${text}AZ`)
  return Buffer.concat([summed, Buffer.from(`${checksumOf(summed)}\r`)])
}

/** What makes the sum of all bytes 0 in 16 bits. */
function checksumOf(bytes: Buffer): string {
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')
}
