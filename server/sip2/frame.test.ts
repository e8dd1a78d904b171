import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frame, longestMessageBytes, messagesIn, requestResend, unframe } from './frame.ts'

async function* sent(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

async function read(...chunks: (string | Buffer)[]): Promise<string[]> {
  const messages: string[] = []
  for await (const message of messagesIn(sent(...chunks))) messages.push(message.toString())
  return messages
}

test.each([
  ['a whole message', ['9900302.00\r'], ['9900302.00']],
  ['halves of a message', ['99003', '02.00', '\r'], ['9900302.00']],
  ['several at once', ['one\rtwo\rthr', 'ee\r'], ['one', 'two', 'three']],
  ['two characters at the end of a line', ['one\r\ntwo\r\n'], ['one', 'two']],
  ['blanks and nulls before it', ['\0\0 \n one\r'], ['one']],
  ['nothing', ['', '\r', '\r\n\r'], []],
  ['a message without an end', ['one\rtwo'], ['one']],
  ['the longest one', [`${'x'.repeat(longestMessageBytes)}\r`], ['x'.repeat(longestMessageBytes)]],
  ['one that is too long', [`one\r${'x'.repeat(longestMessageBytes + 1)}\rthree\r`], ['one']],
  ['one that does not end', ['one\r', 'x'.repeat(longestMessageBytes), 'x', '\rthree\r'], ['one']],
])('%s is read as the messages that it is', async (_what, chunks, messages) => {
  expect(await read(...chunks)).toEqual(messages)
})

test('however the bytes are cut, the messages are the same', async () => {
  const cut = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(cut, async chunks => {
      const buffers = chunks.map(chunk => Buffer.from(chunk))
      expect(await read(...buffers)).toEqual(await read(Buffer.concat(buffers)))
    }),
  )
})

// From the standard (SIP 2.00, examples of messages); the last one with its sum put right, as it is printed wrong there.
test.each([
  ['9900302.00AY1AZFCA5', '9900302.00', '1'],
  ['990 402.00AY1AZFCB4', '990 402.00', '1'],
  ['941AY3AZFDFA', '941', '3'],
  ['97AZFEF5', '97AZFEF5', undefined],
  [
    '2300119960212    100239AOid_21|AA104000000105|AC|AD|AY2AZF271',
    '2300119960212    100239AOid_21|AA104000000105|AC|AD|',
    '2',
  ],
])('%s has the checksum of the standard', (message, body, sequence) => {
  const framed = unframe(Buffer.from(message))
  expect([framed.body.toString(), framed.sequence, framed.isIntact]).toEqual([body, sequence, true])
  if (sequence) expect(frame(body, sequence).toString()).toBe(`${message}\r`)
})

test.each([
  ['a wrong checksum', '9900302.00AY1AZFCA6', false],
  ['a wrong sequence number', '9900302.00AY2AZFCA5', false],
  ['a changed character', '9900402.00AY1AZFCA5', false],
  ['small letters', '9900302.00AY1AZfca5', true],
  ['a bar behind it', '9900302.00AY1AZFCA5|', true],
  ['no checksum', '9900302.00', true],
])('%s: is it intact?', (_what, message, isIntact) => {
  expect(unframe(Buffer.from(message)).isIntact).toBe(isIntact)
})

test('an answer has error detection only if it is given a sequence number', () => {
  expect(frame('941').toString()).toBe('941\r')
  expect(requestResend().toString()).toBe('96AZFEF6\r')
})

test('what is framed is intact, in any script, and of changed bytes it is not', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 50 }).filter(one => !one.includes('\r'))
  fc.assert(
    fc.property(text, fc.nat(9), (value, digit) => {
      const bytes = frame(`AE${value}|`, String(digit)).subarray(0, -1)
      expect(unframe(bytes)).toMatchObject({ isIntact: true, sequence: String(digit) })
      expect(unframe(bytes).body.toString()).toBe(`AE${value}|`)
      const changed = Buffer.from(bytes)
      changed[0]! += 1
      expect(unframe(changed).isIntact).toBe(false)
    }),
  )
})
