import { type Signed, signatureHeaders } from './secret.ts'

/** Who takes longer has failed (facts: alma-api §6). */
export const patienceMilliseconds = 5000

/**
 * What became of an attempt; `error` is a code, because the words of a listener may tell of people. `refused`: somebody is
 * there and does not want this one; `unreachable`: nobody is there, or cannot take anything at the moment.
 */
export type Attempt = { result: 'delivered' } | { result: 'refused' | 'unreachable'; error: string }

export type Message = Signed & { address: string; secret: string; contentType: string }

/** Posts one message, signed. Nobody is followed elsewhere, and nothing of the answer is read but its status. */
export async function deliver({ address, secret, contentType, ...signed }: Message): Promise<Attempt> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMilliseconds),
      headers: { 'user-agent': 'Carrel', 'content-type': contentType, ...signatureHeaders(secret, signed) },
      body: new Uint8Array(signed.body),
    })
    await response.body?.cancel()
    return attemptOf(response.status)
  } catch (error) {
    return { result: 'unreachable', error: codeOf(error) }
  }
}

/** Wait, and too many at a time: these are not about the one message. */
const notNow = new Set([408, 425, 429])

function attemptOf(status: number): Attempt {
  if (status >= 200 && status < 300) return { result: 'delivered' }
  const isRefusal = status >= 400 && status < 500 && !notNow.has(status)
  return { result: isRefusal ? 'refused' : 'unreachable', error: `HTTP ${status}` }
}

export const isTimeout = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'TimeoutError'

function codeOf(error: unknown): string {
  if (isTimeout(error)) return 'TIMEOUT'
  const code = (error as { cause?: { code?: unknown } }).cause?.code
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'UNREACHABLE'
}
