import { randomBytes } from 'node:crypto'
import type { CheckResult } from '../../contract/webhooks.ts'
import { isTimeout, patienceMilliseconds } from './deliver.ts'

const mostBytes = 10_000

/** What came of asking; `status` is that of the answer, if there was one. */
export type Challenged = { result: CheckResult; status?: number }

/**
 * Asks an address for its challenge, as Alma does at registration: `GET address?challenge=TEXT` must answer 200 with
 * `{"challenge":"TEXT"}` or the bare text (facts: alma-api §6). It is not signed, and nobody is followed elsewhere.
 */
export async function challenge(address: string): Promise<Challenged> {
  const text = randomBytes(16).toString('hex')
  const url = new URL(address)
  url.searchParams.set('challenge', text)
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMilliseconds),
      headers: { accept: 'application/json, text/plain' },
    })
    const { status } = response
    if (status !== 200) {
      await response.body?.cancel()
      return { result: status >= 300 && status < 400 ? 'redirected' : 'wrong_status', status }
    }
    const answer = await readAnswer(response)
    if (answer === undefined) return { result: 'too_long', status }
    return { result: isRight(answer, text) ? 'ok' : 'answered', status }
  } catch (error) {
    return { result: isTimeout(error) ? 'too_slow' : 'unreachable' }
  }
}

async function readAnswer({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    // Leaving the loop cancels the rest.
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function isRight(answer: string, text: string): boolean {
  if (answer.trim() === text) return true
  try {
    const told: unknown = JSON.parse(answer)
    return told === text || (told as { challenge?: unknown } | null)?.challenge === text
  } catch {
    return false
  }
}
